# Words that every area uses.
common-save = Guardar
common-cancel = Cancelar
common-delete = Eliminar
common-edit = Editar
common-add = Añadir
common-search = Buscar
common-apply = Aplicar
common-done = Listo
common-copy = Copiar
common-copied = Copiado
common-print = Imprimir
common-name = Nombre
common-username = Nombre de usuario
common-password = Contraseña
common-email = Correo electrónico
common-details = Detalles
common-action = Acción
common-status = Estado
common-domain = Dominio
common-yes = Sí
common-no = No
common-any = Cualquiera
common-none = Ninguno
common-on = Activado
common-off = Desactivado
common-results = Resultados
common-no-results = Sin resultados.

# Dates: the abbreviated months, without spaces inside a name.
common-months = ene feb mar abr may jun jul ago sept oct nov dic
common-date = { $day } { $month } { $year }
common-date-time = { $date }, { $time } { $zone }
# The time zone of the server, in a date and time.
common-utc = UTC

# The layout around every page.
common-skip = Ir al contenido
common-switch-domain = Cambiar de dominio
common-domain-named = Dominio { $name }
common-account = Cuenta
common-sign-out = Cerrar sesión
common-language = Idioma
common-nav-people = Personas
common-nav-imports = Importación
common-nav-groups = Grupos
common-nav-labels = Empresas, etiquetas y listas
common-nav-locations = Ubicaciones
common-nav-fields = Campos personalizados
common-nav-activity = Actividad
common-nav-history = Historial
common-nav-web-users = Usuarios web
common-nav-roles = Roles
common-nav-keys = Claves
common-nav-webhooks = Webhooks
common-nav-settings = Configuración

# Lists.
common-pages = Páginas
common-page = Página
common-previous = Anterior
common-next = Siguiente
common-go-to-page = Ir a la página
common-go = Ir
common-suggest-hint = Escriba parte del nombre
common-not-connected = Sin conexión. Estos resultados son anteriores.
common-try-again = Reintentar

# The page that asks to type a text; the text stands between the two parts.
common-confirm-type-before = Escriba
common-confirm-type-after = para confirmar
common-confirm-mismatch = escriba { $expected } exactamente como se muestra

# A form whose session had ended.
common-resume-kept = Sus datos se conservan. Todavía no se ha guardado nada.
common-resume-back = Volver al formulario

# Results of forms. "workers" is "Worker" or the number of workers.
common-done-created = Creado.
common-done-saved = Guardado.
common-done-merged = Guardado, junto con los cambios de otro usuario.
common-done-unchanged = Nada cambió: el nombre es demasiado largo.
common-done-invalid-name = Nada cambió: este nombre no se puede usar.
common-done-too-many-tags = Nada cambió: una persona puede tener como máximo 100 etiquetas. Quite una primero.
common-done-deleted = Eliminado.
common-done-restored = Restaurado.
common-done-put-back = Se han restablecido los valores anteriores.
common-done-reset = Contraseña restablecida.
common-done-password = Contraseña cambiada. Se han cerrado sus otras sesiones.
common-done-ended = Sesión finalizada.
common-done-web-user-reactivated = Usuario web reactivado.
common-done-web-user-deactivated = Usuario web desactivado.
common-done-withdrawn = Invitación retirada.
common-done-revoked = Clave revocada.
common-done-removed = La autenticación de dos factores está desactivada.
common-done-tested = Prueba enviada. El resultado está en la primera fila de las entregas.
common-done-backup-started = Copia de seguridad iniciada.
common-done-skipped = El primer cambio pendiente no se enviará.
common-done-replayed = Los cambios se están enviando de nuevo.
common-done-language = Idioma cambiado.
common-done-deactivated-one = Agente desactivado.
common-done-reactivated-one = Agente reactivado.
common-done-joined-one = Agente añadido al grupo.
common-done-left-one = Agente quitado del grupo.
common-done-undone-one = Importación deshecha: agente restaurado o eliminado.
common-done-deactivated =
    { $count ->
        [one] { $count } agente desactivado.
       *[other] { $count } agentes desactivados.
    }
common-done-reactivated =
    { $count ->
        [one] { $count } agente reactivado.
       *[other] { $count } agentes reactivados.
    }
common-done-joined =
    { $count ->
        [one] { $count } agente añadido al grupo.
       *[other] { $count } agentes añadidos al grupo.
    }
common-done-left =
    { $count ->
        [one] { $count } agente quitado del grupo.
       *[other] { $count } agentes quitados del grupo.
    }
common-done-added =
    { $count ->
        [one] { $count } persona añadida.
       *[other] { $count } personas añadidas.
    }
common-done-taken-out =
    { $count ->
        [one] { $count } persona quitada.
       *[other] { $count } personas quitadas.
    }
common-done-undone =
    { $count ->
        [one] Importación deshecha: { $count } agente restaurado o eliminado.
       *[other] Importación deshecha: { $count } agentes restaurados o eliminados.
    }

common-collision = Modificado por otro usuario; valor actual: { $now }, el suyo: { $yours }
common-collision-empty = vacío

# Error pages.
common-error-request-id = ID de la solicitud
common-error-start = Ir a la página de inicio

# What an undone change leaves out.
common-left-out = Omitido, porque ya no existe: { $fields }.
common-left-out-groups = grupos
common-left-out-locations = ubicaciones
common-left-out-tags = etiquetas
common-left-out-lists = listas
common-left-out-role = rol
common-left-out-profile = perfil
common-left-out-user-data = campos personalizados
