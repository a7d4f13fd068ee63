# Rules of single operations. They follow the name of a column or become a sentence below an input, as the
# problems in errors.ftl do.
rules-same-password = la contraseña debe ser distinta de la actual
rules-wrong-password = esta no es la contraseña actual
rules-offer-expired = la oferta ha caducado: empiece de nuevo
rules-wrong-code = este no es el código actual de la aplicación, o ya se ha usado
rules-has-account = esta dirección tiene una cuenta: inicie sesión para aceptar la invitación
rules-check-input = ha iniciado sesión de nuevo, y sus datos están abajo. Todavía no se ha guardado nada: revíselos y envíelos
rules-no-such-worker = este agente no existe
rules-worker-deactivated = el agente está desactivado: reactive primero la cuenta
rules-changed-again = este campo se ha vuelto a modificar desde entonces
rules-no-earlier-values = los valores anteriores no se conservan
rules-gone =
    { $count ->
        [one] { $names } ya no existe
       *[other] { $names } ya no existen
    }
rules-invalid-setting = valor no válido “{ $value }”: debe ser { $expected }
rules-setting =
    { $kind ->
        [flag] “true” o “false”
        [wire] “documented” o “live”
        [requests] un número entero de solicitudes por minuto, o 0 para ningún límite
        [data] un número de bytes de 1024 a 1048576
        [bytes] un número entero de bytes, o 0 para ningún límite
        [host] un nombre de host, por ejemplo commcarehq.org
        [cases] una URL que empieza por https:// o http://, sin más variables que {"{domain}"}, {"{user_id}"} y {"{username}"}
       *[days] un número entero de días, o 0 para siempre
    }
rules-time-zone = “{ $value }” no es una zona horaria; use un nombre como Africa/Nairobi
rules-time-zone-similar = “{ $value }” no es una zona horaria; ¿quiso decir { $similar }?
rules-or = { $one } o { $other }
rules-parent-deactivated = la ubicación superior está desactivada: reactívela primero
rules-too-many-assigned = más de { $most } agentes están asignados a esta ubicación o a sus sububicaciones: deles antes otra ubicación
rules-repeated-location = una fila anterior es la misma ubicación
rules-level-in-use = este campo no puede cambiar mientras haya ubicaciones de este nivel
rules-one-choice = elija un solo valor
rules-pattern = el valor no corresponde al patrón { $value }
rules-too-many-fields = el dominio tendría más de { $most } campos personalizados
rules-needs-choices = escriba al menos una opción, una por línea
rules-not-a-regex = esto no es una expresión regular: { $value }
rules-position = el valor debe ser un número entero de 0 a 9999
rules-slug = “{ $value }” solo puede contener letras, dígitos, “_” y “-”
rules-field-of-profiles = estos perfiles definen el campo; elimínelos primero: { $names }
rules-profile-in-use = algunos agentes tienen este perfil: deles antes otro perfil
rules-role-more-rights = el rol tiene permisos que usted no tiene
rules-role-name-in-use = el nombre no puede cambiar mientras haya agentes con este rol
rules-role-in-use = el rol está en uso: dé antes otro rol a quienes lo tienen
rules-not-in-future = la fecha debe estar en el futuro
rules-key-per-domain = cree una clave para cada dominio
rules-first-password = reemplace su primera contraseña antes de crear una clave para todos los dominios
rules-role-needs-domain = un rol requiere un dominio: cada rol pertenece a un solo dominio
rules-day = escriba un mes como 03-2027, o un día como 2027-03-31
rules-repeated-worker = la fila { $row } tiene el mismo agente: quite una de las dos filas
rules-other-domain = el valor debe ser “{ $value }”, el dominio de la importación
rules-unconfirmed-active = una cuenta sin confirmar no puede estar activa
rules-error-text = esto es un error de la hoja de cálculo; corríjalo
rules-cell =
    { $problem ->
        [error] la celda muestra un error de la hoja de cálculo; corríjalo
        [date] la celda tiene formato de fecha, pero ninguna fecha; corríjala
        [digits] el número tiene más dígitos de los que admite una celda numérica; dé a la columna formato de texto y escriba el valor de nuevo
        [formula] la fórmula no tiene un valor guardado; abra el libro en un programa de hojas de cálculo, guárdelo y súbalo de nuevo
       *[merged] hay celdas de varias columnas combinadas
    }
rules-no-header = una celda no tiene encabezado
rules-cell-count = la fila tiene { $found } celdas, pero el encabezado tiene { $expected }; el archivo puede estar incompleto, o faltan unas comillas
rules-not-an-object = la fila no es un objeto JSON; el archivo puede estar incompleto
rules-column-per-field = cada campo personalizado necesita su propia columna: “data: field”
rules-unsupported = esta columna no se admite; déjela vacía
rules-group-row = fila { $row } de la hoja “groups”: { $problem }
rules-group-name-taken = otro grupo tiene el nombre “{ $value }”
rules-not-flag = “{ $value }” no es true ni false
rules-group-without-name = un grupo no tiene nombre
rules-group-id = el identificador es demasiado largo
rules-too-many-groups = hay más de { $most } grupos
rules-cannot-undo = la importación no se puede deshacer: { $reason }
rules-undo-undone = ya se ha deshecho
rules-undo-changed = estos agentes se han modificado desde entonces: { $names }
rules-undo-submitted = agentes que creó han enviado formularios desde entonces
rules-undo-deleted = algunos de sus agentes se han eliminado desde entonces
rules-too-many-webhooks = el dominio ya tiene { $most } webhooks, que es el límite
rules-payload-without-people = debe incluir cambios de personas: el contenido “commcare” no tiene otros
rules-unknown-kind = “{ $value }” no es un tipo de cambio: use *, un registro como person.* o un tipo como person.created
rules-nothing-waiting = ningún cambio está en espera
rules-unknown-change = debe ser el número de un cambio, de 0 a { $last }
rules-change-or-cursor = debe ser el número de un cambio, o un cursor
rules-nothing-to-test = el dominio no tiene ningún agente activo para enviar como prueba
rules-not-a-url = debe ser una URL, por ejemplo https://example.org/roster
rules-not-https = la URL debe empezar por https://
rules-http-not-listed = la URL debe empezar por https://; http:// solo se permite hacia las redes que el operador indica en webhook_networks
rules-url-credentials = la URL no puede contener nombre de usuario ni contraseña
rules-url-fragment = la URL no puede contener un fragmento (#)
rules-address-refused = { $address } es { $kind }, y webhook_networks no la indica
rules-address-kind =
    { $kind ->
        [metadata] la dirección de metadatos de los proveedores de nube
        [provider] la dirección de metadatos de un proveedor de nube
        [unspecified] una dirección no especificada
        [private] una dirección privada
        [loopback] una dirección de bucle invertido
        [link] una dirección de enlace local
        [reserved] una dirección reservada
        [documentation] una dirección para documentación
        [multicast] una dirección de multidifusión
       *[tls] una dirección que exige https://
    }
rules-of-host = { $host }: { $problem }
