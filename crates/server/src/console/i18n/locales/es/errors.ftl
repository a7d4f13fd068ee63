# What ends a sentence.
errors-full-stop = .

# Problems of fields. They follow the name of a column or become a sentence below an input, which then
# begins with a capital letter. In English some lack their subject, which the code adds.
errors-required-field = este campo es obligatorio
errors-required = este campo es obligatorio
errors-empty = el valor no puede estar vacío
errors-use-at-most = use como máximo { $most } caracteres
errors-too-long = el valor no puede tener más de { $most } caracteres
errors-unstorable = el valor no puede contener el carácter U+0000
errors-whole-number = el valor debe ser un número entero
errors-number = el valor debe ser un número
errors-text = el valor debe ser un texto
errors-true-or-false = el valor debe ser “true” o “false”
errors-json-object = el valor debe ser un objeto JSON
errors-not-of-type =
    { $type ->
        [integer] el valor debe ser un número entero
        [float] el valor debe ser un número
        [boolean] el valor debe ser verdadero o falso
        [date] el valor debe ser una fecha
        [datetime] el valor debe ser una fecha con hora
        [fixed] el valor debe ser una de las opciones
        [json] el valor debe ser JSON
       *[other] el valor debe ser un texto
    }
errors-unknown-choice = “{ $value }” no es uno de los valores permitidos
errors-not-editable = este campo es desconocido o de solo lectura
errors-taken = “{ $value }” ya está en uso
errors-unknown = “{ $value }” no existe
errors-domain-name = el nombre debe tener de 1 a 63 caracteres a-z, 0-9 y “-”, y no puede empezar por “-”; por ejemplo “north-2026”
errors-email = “{ $value }” no es una dirección de correo electrónico
errors-phone = “{ $value }” no es un número de teléfono: { $cause }
errors-phone-characters = use dígitos, con espacios, “-”, “.”, “(” y “)” como separadores
errors-phone-length = debe tener de 1 a 20 dígitos
errors-phone-negative = empieza con un signo menos
errors-phone-decimals = tiene decimales: dé a la columna formato de texto
errors-phone-exponent = está en notación científica: dé a la columna formato de texto
errors-phone-several = contiene dos números: use una columna para cada uno
errors-phone-trunk-zero = omita el “(0)” después del código de país
errors-username-not-email = “{ $value }” no es una dirección de correo electrónico válida
errors-username-special = “{ $local }” en “{ $full }” no puede contener caracteres especiales
errors-username-host = el nombre de usuario termina en “@{ $got }”, pero debe terminar en “@{ $expected }”
errors-username-taken = “{ $value }” ya está en uso o reservado
errors-password-or-connect = se requiere una contraseña o connect_username
errors-password-weak = la contraseña es demasiado débil; hágala más larga o menos parecida a una palabra común
errors-password-too-long = la contraseña no puede tener más de 1024 bytes
errors-confirmation-email = se necesita una dirección de correo electrónico para el mensaje de confirmación
errors-confirmation-password = la contraseña no debe indicarse: el titular la elige al confirmar
errors-confirmation-not-required = este campo también requiere require_account_confirmation
errors-already-confirmed = la cuenta ya está confirmada
errors-unknown-groups = grupos desconocidos: { $names }
errors-unknown-users = usuarios desconocidos: { $names }
errors-unknown-locations = ubicaciones desconocidas: { $names }
errors-and-more = { $names } y { $count } más
errors-unknown-role = el rol “{ $name }” no existe
errors-unknown-profile = el perfil no existe
errors-profile-conflict = el perfil entra en conflicto con datos existentes
errors-controlled = “{ $key }” no se puede establecer directamente
errors-locations-together = primary_location y locations deben indicarse juntos
errors-primary-not-among = la ubicación principal debe ser una de las ubicaciones
errors-location-incomplete = una ubicación nueva necesita un nombre y un nivel de organización
errors-location-type-required = se requiere un nivel de organización
errors-unknown-parent = la ubicación superior no existe
errors-parent-childless = la ubicación superior no puede tener sububicaciones
errors-parent-of-other-type = la ubicación superior no puede tener sububicaciones de este nivel
errors-sibling-name = ya existe una ubicación con el mismo nombre y la misma ubicación superior
errors-site-code = el código solo puede contener letras, dígitos, “-” y “_”
errors-site-code-taken = otra ubicación usa este código
errors-unknown-location-type = el nivel de organización “{ $name }” no existe
errors-type-not-for-parent = el nivel de organización no es válido para la ubicación superior
errors-type-with-children = el nivel de una ubicación con sububicaciones no puede cambiar
errors-circular = el elemento quedaría dentro de sí mismo
errors-of-site = { $problem } (código de ubicación { $code })
errors-of-field = { $label }: { $problem }
errors-unknown-field = no existe el campo personalizado “{ $key }”
errors-unknown-field-similar = no existe el campo personalizado “{ $key }”; ¿quiso decir “{ $similar }”?
errors-degrees = “{ $value }” no es un número de grados entre -{ $limit } y { $limit }
errors-merge-username = un agente no se puede combinar con otra persona: se perdería el nombre de usuario
errors-standard-field = este es el campo estándar “{ $name }”, no un atributo personalizado
errors-too-many-items = la lista no puede tener más de { $most } elementos
errors-too-many-bytes = el valor no puede ocupar más de { $limit } bytes en JSON (ocupa { $size })
errors-too-many-words = la búsqueda no puede tener más de { $most } palabras distintas
errors-too-many-conditions = el filtro no puede tener más de { $most } condiciones

# Errors of forms as a whole.
errors-conflict = otro usuario ha cambiado esto desde que usted abrió el formulario, por lo que no se ha guardado nada. Sus datos están abajo. Para guardarlos de todos modos, pulse Guardar de nuevo
errors-outside-locations = Solo puede añadir agentes en sus propias ubicaciones. Elija al menos una de ellas, y ninguna otra.
errors-last-admin = este es el último administrador activo del dominio “{ $domain }”: nombre antes administrador a otro miembro

# Error pages: the title and the advice for a status.
errors-title-forbidden = No permitido
errors-hint-forbidden = Pida acceso a un administrador del dominio.
errors-title-not-found = No encontrado
errors-hint-not-found = El registro se eliminó o la dirección es incorrecta.
errors-title-not-now = No es posible ahora
errors-hint-not-now = Vuelva atrás y siga la indicación anterior.
errors-title-too-many = Demasiados intentos
errors-hint-too-many = Espere un momento e inténtelo de nuevo.
errors-title-busy = Servidor ocupado
errors-hint-busy = Inténtelo de nuevo en unos segundos.
errors-title-server = Error del servidor
errors-hint-server = Inténtelo de nuevo. Si el error continúa, póngase en contacto con la persona que administra el servidor.
errors-title-failed = La solicitud ha fallado
errors-hint-failed = Vuelva atrás e inténtelo de nuevo.

# Error pages: what is wrong. A text without a full stop becomes a sentence, as above.
errors-in-log = Los detalles están en el registro del servidor, con el identificador de solicitud que aparece abajo.
errors-need-permission = Necesita el permiso { $permission }.
errors-not-found =
    { $what ->
        [group] grupo no encontrado
        [location] ubicación no encontrada
        [person] persona no encontrada
        [worker] agente no encontrado
        [user] usuario no encontrado
        [role] rol no encontrado
        [webhook] webhook no encontrado
        [profile] perfil no encontrado
        [field] campo no encontrado
        [import] importación no encontrada
        [table] archivo no encontrado
        [invitation] invitación no encontrada
        [link] enlace no encontrado
        [change] cambio no encontrado
       *[other] elemento no encontrado
    }
errors-denied-not-a-member = no permitido: usted no es miembro de este proyecto
errors-denied-outside-locations = no permitido: el agente está fuera de sus ubicaciones.
errors-denied-more-rights = no permitido: este miembro tiene permisos que usted no tiene
errors-denied-not-operator = no permitido: esto es para operadores del servidor: `roster web-user operator EMAIL` convierte a un usuario web en operador
errors-denied-quota = no permitido: los registros de este proyecto superarían su cuota de { $bytes } bytes: elimine algunos o pida una cuota mayor al operador del servidor
errors-denied-password-not-confirmed = no permitido: introduzca antes su contraseña de nuevo
errors-changed-since-read = el elemento ha cambiado desde que se leyó; vuelva a cargarlo
errors-throttled = demasiadas solicitudes; inténtelo de nuevo en { $seconds } s
errors-concurrent = conflicto con un cambio simultáneo; inténtelo de nuevo
errors-unavailable = el directorio no está disponible temporalmente; inténtelo más tarde
errors-no-route = No hay ningún recurso en esta dirección.
errors-method = Método no permitido. Permitidos: { $allowed }.
errors-body-broken = No se puede leer el contenido.
errors-body-too-large = El contenido es demasiado grande.
errors-body-too-slow = El contenido se envió demasiado despacio.
errors-uri-too-long = La dirección es demasiado larga.
errors-form-expired = Este formulario ha caducado. Vuelva a cargar la página e inténtelo de nuevo.
