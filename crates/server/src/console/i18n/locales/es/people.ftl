people-title = Personas
people-person = Persona { $number }
people-back = Volver a la persona
people-back-to-list = Volver a la lista

people-add-worker = Añadir un agente
people-add-contact = Añadir un contacto
people-search-hint = Nombre, nombre de usuario, correo, teléfono o campo de búsqueda
people-filters = Filtros
people-filter = Filtrar
people-clear-filters = Borrar los filtros
people-group = Grupo
people-location = Ubicación
people-role = Rol
people-tag = Etiqueta
people-tag-name = Nombre de la etiqueta
people-sort = Ordenar por
people-more-filters = Más filtros
people-custom-field = Campo personalizado
people-field-value = Valor del campo
people-changed-since = Modificados desde el ({ $zone })
people-no-phone = Sin número de teléfono
people-never-submitted = Nunca ha enviado un formulario

people-state-active = Agentes activos
people-state-deactivated = Agentes desactivados
people-state-contacts = Contactos
people-state-all = Todas las personas

people-order-username = Nombre de usuario A–Z
people-order-username-descending = Nombre de usuario Z–A
people-order-updated-first = Modificados recientemente primero
people-order-updated-last = Modificados recientemente al final
people-order-newest = Los más nuevos primero
people-order-oldest = Los más antiguos primero

people-none = Todavía no hay agentes.
people-total =
    { $count ->
        [one] { $count } persona
       *[other] { $count } personas
    }
people-range = { $first }–{ $last } de { $total } personas
people-page-empty =
    { $count ->
        [one] Esta página está vacía. Hay { $count } persona.
       *[other] Esta página está vacía. Hay { $count } personas.
    }

people-select = Seleccionar
people-select-all-on-page = Seleccionar todo en esta página
people-selected-workers = Agentes seleccionados
people-select-all-results = Seleccionar los { $count } resultados
people-selected = Selección: { $count }.
people-selected-elsewhere = Selección: { $count }, { $elsewhere } en otras páginas.
people-clear-selection = Borrar la selección
people-phone = Teléfono
people-groups = Grupos
people-locations = Ubicaciones
people-cases = Casos
people-cases-of = de { $name }
people-last-submission = Último envío
people-in-company = Empresa: { $name }
people-on-list = Lista: { $name }
people-columns = Elegir columnas
people-columns-hint = La elección se guarda para su cuenta en este dominio. También vale para la impresión. Las exportaciones tienen las columnas de las importaciones.
people-columns-shown = Columnas mostradas
people-columns-default = Usar las columnas predeterminadas
people-print-all = Imprimir todo ({ $count })
people-print-first =
    { $count ->
        [one] Esta página muestra solo la primera persona. Para ver más, exporte la lista.
       *[other] Esta página muestra solo las primeras { $count } personas. Para ver más, exporte la lista.
    }
people-export = Exportar estos agentes:

people-status-active = Activo
people-status-deactivated = Desactivado
people-status-unconfirmed = Sin confirmar
people-status-contact = Contacto

people-bulk-deactivate = Desactivar
people-bulk-reactivate = Reactivar
people-bulk-join = Añadir a un grupo
people-bulk-leave = Quitar de un grupo
people-bulk-location = Establecer la ubicación
people-bulk-role = Establecer el rol
people-bulk-language = Establecer el idioma
people-bulk-tag = Añadir una etiqueta
people-bulk-untag = Quitar una etiqueta
people-bulk-field = Establecer un campo personalizado
people-bulk-profile = Establecer el perfil
people-bulk-password = Restablecer las contraseñas
people-bulk-link = Crear enlaces de contraseña
people-bulk-delete = Eliminar

people-workers =
    { $count ->
        [one] { $count } agente
       *[other] { $count } agentes
    }
people-bulk-deactivate-workers = Desactivar { people-workers }
people-bulk-reactivate-workers = Reactivar { people-workers }
people-bulk-join-workers = Añadir { people-workers } a un grupo
people-bulk-join-named = Añadir { people-workers } al grupo { $group }
people-bulk-leave-workers = Quitar { people-workers } de un grupo
people-bulk-leave-named = Quitar { people-workers } del grupo { $group }
people-bulk-location-workers = Establecer la ubicación de { people-workers }
people-bulk-role-workers = Establecer el rol de { people-workers }
people-bulk-language-workers = Establecer el idioma de { people-workers }
people-bulk-tag-workers = Añadir una etiqueta a { people-workers }
people-bulk-untag-workers = Quitar una etiqueta a { people-workers }
people-bulk-field-workers = Establecer un campo personalizado de { people-workers }
people-bulk-profile-workers = Establecer el perfil de { people-workers }
people-bulk-password-workers = Restablecer la contraseña de { people-workers }
people-bulk-link-workers = Crear enlaces de contraseña para { people-workers }
people-bulk-delete-workers = Eliminar { people-workers }
people-bulk-change-workers = Modificar { people-workers }
people-bulk-title = ¿{ $action }?
people-bulk-nothing = Ningún cambio

people-bulk-selected =
    { $count ->
        [one] El agente que seleccionó.
       *[other] Los { $count } agentes que seleccionó.
    }
people-bulk-imported =
    { $count ->
        [one] El agente que creó la importación { $number }.
       *[other] Los { $count } agentes que creó la importación { $number }.
    }
people-bulk-found =
    { $count ->
        [one] { $count } agente, es decir, toda la lista: { $filters }.
       *[other] { $count } agentes, es decir, toda la lista: { $filters }.
    }
people-bulk-filter-active = agentes activos
people-bulk-filter-deactivated = agentes desactivados
people-bulk-filter-contacts = contactos
people-bulk-filter-all = todas las personas
people-bulk-filter-search = encontrados con «{ $text }»
people-bulk-filter-group = del grupo elegido
people-bulk-filter-location = de la ubicación elegida o de sus sububicaciones
people-bulk-filter-role = con el rol elegido
people-bulk-filter-tag = con la etiqueta elegida
people-bulk-filter-company = de la empresa elegida
people-bulk-filter-list = de la lista elegida
people-bulk-filter-field = con el valor elegido de un campo personalizado
people-bulk-filter-phone = sin número de teléfono
people-bulk-filter-forms = que nunca enviaron un formulario
people-bulk-filter-since = modificados desde el día elegido

people-bulk-language-hint = Déjelo vacío para quitar el idioma.
people-bulk-value-hint = Déjelo vacío para quitar el valor.
people-bulk-delete-hint = Los agentes eliminados se pueden restaurar durante 30 días, en «Personas eliminadas».
people-bulk-password-hint = Cada agente recibe una contraseña generada y la actual deja de funcionar. Después puede descargar las contraseñas en un archivo CSV.
people-bulk-location-hint = La ubicación reemplaza todas las ubicaciones actuales de un agente.
people-bulk-undo-hint = Puede deshacer la acción mientras no se vuelva a modificar ninguno de los agentes.

people-error-days = elija uno de los números de días de la lista
people-error-select = seleccione primero al menos un agente
people-error-choose-action = elija una acción
people-error-choose-group = elija un grupo
people-error-unknown-group = este grupo no existe
people-error-unknown-location = esta ubicación no existe
people-error-unknown-role = este rol no existe
people-error-unknown-field = este campo personalizado no existe
people-error-no-filter = la lista no tiene el filtro “{ $name }”
people-error-date = escriba una fecha como año-mes-día, por ejemplo 2026-11-21
people-error-field-value = escriba el valor del campo
people-error-choose-tag = elija una etiqueta
people-error-no-tag = esta etiqueta no existe
people-error-no-company = esta empresa no existe
people-error-no-list = esta lista no existe
people-error-no-profile = este perfil no existe
people-error-choose-field = elija un campo personalizado
people-error-groups = Para modificar los grupos de un agente, debe tener acceso a todas las ubicaciones.

people-edit = Editar { $name }
people-username-fixed = Nombre de usuario: { $username } (no se puede cambiar)
people-not-saved = No se guardó nada. Corrija los campos marcados abajo.
people-not-added = No se añadió el agente. Corrija los campos marcados abajo.
people-worker-added = Agente añadido
people-sign-in = Inicio de sesión
people-username-hint = El nombre de usuario completo es { $username }. No se puede cambiar después.
people-username-example = nombre
people-password-hint = Déjela vacía para generar una contraseña. Se muestra una sola vez.
people-submit-worker = Añadir agente
people-first-name = Nombre
people-last-name = Apellidos
people-email = Correo electrónico
people-language = Idioma
people-phone-numbers-hint = Números de teléfono, uno por línea, el principal primero
people-groups-confined = Los grupos abarcan varias ubicaciones. Solo los usuarios con acceso a todas las ubicaciones pueden modificarlos.
people-groups-none-yet = Todavía no hay grupos.
people-groups-more = Más grupos, un nombre por línea
people-groups-incomplete = No se muestran todos los grupos.
people-groups-search = Buscar grupos
people-locations-none-yet = Todavía no hay ubicaciones.
people-locations-more = Más ubicaciones, un código de ubicación o nombre por línea
people-locations-incomplete = No se muestran todas las ubicaciones.
people-locations-view = Ver las ubicaciones
people-primary-location = Ubicación principal
people-primary-location-first = Primera ubicación seleccionada
people-custom-data = Datos personalizados
people-profile = Perfil
people-profile-hint = Un perfil establece algunos de los campos siguientes.
people-profile-sets = Establecido por el perfil.
people-required = Obligatorio
people-required-mark = (obligatorio)
people-add-value = Añadir un valor
people-value = Valor
people-add-as-field = Añadirlo como campo nuevo

people-conflict = Otro usuario modificó a esta persona desde que abrió el formulario.
people-conflict-hint = No se guardó nada. Los campos que solo uno de los dos modificó se conservan; donde ambos modificaron el mismo campo, los dos valores se muestran debajo. Para guardar sus valores, pulse Guardar de nuevo.

people-contact-hint = Un contacto es una persona sin nombre de usuario que no inicia sesión. La API de User.com devuelve contactos y agentes.
people-submit-contact = Añadir contacto
people-gender = Género
people-gender-none = Sin especificar
people-gender-female = Femenino
people-gender-male = Masculino
people-mailings = Envíos de correo
people-subscribed = Suscrito a los envíos de correo
people-unsubscribed = Suscripción cancelada
people-external-id = ID externo
people-score = Puntuación

people-reset-password = Restablecer la contraseña
people-deactivate = Desactivar
people-reactivate = Reactivar
people-confirm = Confirmar
people-edit-details = Editar los detalles de User.com
people-details = Perfil
people-profile-is = Perfil:
people-custom-data-none = Sin datos personalizados
people-history = Historial
people-history-none = Todavía no hay cambios.
people-forms = Envíos de formularios
people-forms-submitted-30-days = Enviados, últimos 30 días
people-forms-completed-30-days = Completados, últimos 30 días
people-forms-submitted-month = Enviados, mes pasado
people-forms-completed-month = Completados, mes pasado
people-groups-none = Sin grupos
people-locations-none = Sin ubicaciones
people-primary = Principal
people-tags = Etiquetas
people-tags-none = Sin etiquetas
people-tag-remove = Quitar la etiqueta { $name }
people-tag-new = Etiqueta nueva
people-companies = Empresas
people-companies-none = Sin empresas
people-company = Empresa
people-company-remove = Quitar de { $name }
people-company-hint = Si la empresa no existe, se crea.

people-phone-numbers = Números de teléfono
people-connect-id = ConnectID
people-id = ID
people-usercom-id = ID de User.com
people-created = Creación
people-updated = Última modificación
people-city = Ciudad
people-region = Región
people-country = País
people-time-zone = Zona horaria
people-facebook = Facebook
people-linkedin = LinkedIn
people-twitter = Twitter
people-google = Google
people-picture = Foto
people-last-ip = Última dirección IP
people-browser = Navegador
people-browser-language = Idioma del navegador
people-operating-system = Sistema operativo
people-screen-resolution = Resolución de pantalla
people-first-seen = Primera visita
people-last-seen = Última visita
people-last-contacted = Último contacto
people-other = Otro

people-event-created = Creación
people-event-updated = Modificación
people-event-deleted = Eliminación
people-event-fields = { $event }: { $fields }
people-event-source = { $user }, { $channel }
people-channel-commcare = API de CommCare
people-channel-usercom = API de User.com
people-channel-scim = SCIM
people-channel-console = Consola
people-channel-import = Importación
people-channel-cli = Línea de comandos
people-channel-server = Servidor

# One-time links with which workers set their passwords.
people-link = Enlace de contraseña
people-link-title = Enlace de contraseña para { $name }
people-link-hint = Con un enlace, un agente elige su contraseña. La contraseña actual funciona hasta entonces, y un enlace nuevo reemplaza al anterior. Los agentes desactivados no reciben enlace. Después puede imprimir fichas con códigos QR.
people-link-valid-for = El enlace es válido durante
people-link-days =
    { $count ->
        [one] { $count } día
       *[other] { $count } días
    }
people-link-create = Crear enlace
people-link-give = Entregue este enlace o la ficha impresa solo al agente.
people-link-once = No podrá verlo de nuevo.
people-link-print = Imprimir ficha

people-password-title = Restablecer la contraseña de { $name }
people-password-warning = La contraseña actual deja de funcionar de inmediato.
people-password-new = Contraseña nueva
people-password-generate = Generar una contraseña y mostrarla una vez
people-password-choose = Establecer esta contraseña:
people-password-done = Contraseña restablecida
people-password-give = Entregue esta contraseña a
people-password-give-end = .
people-password-once = No podrá verla de nuevo.

people-delete-title = ¿Eliminar a { $name }?
people-delete-consequence = Se eliminarán { $name } y todos sus datos. Esta acción no se puede deshacer.
people-delete-username = El nombre de usuario no se podrá volver a utilizar.
people-delete-instead = Para solo bloquear el inicio de sesión,
people-delete-instead-link = desactive
people-delete-instead-end = al agente en su lugar.
people-delete-worker = Eliminar agente
people-delete-contact = Eliminar contacto
people-deleted-title = Personas eliminadas
people-deleted-hint = Personas eliminadas en los últimos 30 días. Un agente restaurado recupera la contraseña, los grupos, las ubicaciones y los envíos de formularios que tenía.
people-deleted-none = No hay personas eliminadas.
people-deleted-at = Eliminación
people-deleted-by = Usuario
people-restore = Restaurar
