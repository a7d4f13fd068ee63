history-title = Historial
history-deleted-people = Personas eliminadas
history-download = Descargar CSV
history-filters = Filtros
history-record-type = Tipo de registro
history-record = Registro
history-record-hint = Nombre de usuario, nombre o ID
history-from = Desde
history-to = Hasta
history-source = Origen
history-user = Usuario
history-filter = Filtrar
history-results = Resultados
history-no-results = Sin resultados.
history-none = Todavía no hay cambios.
history-order = Los más recientes primero. Las fechas están en la zona horaria { $zone }.
history-clear-filters = Borrar los filtros
history-change = Cambio
history-fields = Campos
history-time = Fecha y hora
history-number = N.º
history-put-back = Restablecer
history-put-back-change = los valores anteriores al cambio { $number }
history-newest = Más recientes
history-older = Más antiguos
history-date-invalid = Escriba las fechas como año-mes-día, por ejemplo 2026-11-21.

history-kind-person = Personas
history-kind-group = Grupos
history-kind-location = Ubicaciones
history-kind-location-type = Niveles de organización
history-kind-field = Campos personalizados
history-kind-profile = Perfiles
history-kind-role = Roles
history-kind-web-user = Usuarios web
history-kind-invitation = Invitaciones
history-kind-api-key = Claves de API
history-kind-app-key = Claves de User.com
history-kind-saved-filter = Filtros guardados
history-kind-tag = Etiquetas
history-kind-list = Listas
history-kind-company = Empresas
history-kind-event = Eventos
history-kind-webhook = Webhooks
history-kind-domain = Dominio

history-action = { $record }: { $verb }
history-action-record =
    { $kind ->
        [person] persona
        [group] grupo
        [location] ubicación
        [location_type] nivel de organización
        [field] campo
        [profile] perfil
        [role] rol
        [web_user] usuario web
        [invitation] invitación
        [api_key] clave de API
        [app_key] clave de User.com
        [saved_filter] filtro guardado
        [tag] etiqueta
        [list] lista
        [company] empresa
        [event] evento
        [webhook] webhook
        [domain] dominio
       *[other] { $name }
    }
history-action-verb =
    { $verb ->
        [created] creación
        [updated] modificación
        [deleted] eliminación
        [restored] restauración
        [revoked] revocación
       *[other] { $verb }
    }

history-yes = sí
history-no = no
history-custom-field = campo personalizado { $name }
history-field =
    { $field ->
        [people_columns] columnas de la lista de personas
        [username] nombre de usuario
        [first_name] nombre
        [last_name] apellidos
        [name] nombre
        [password] contraseña
        [password_link] enlace de contraseña
        [email] correo electrónico
        [default_phone_number] número de teléfono principal
        [phone_numbers] números de teléfono
        [language] idioma
        [role] rol
        [groups] grupos
        [locations] ubicaciones
        [primary_location] ubicación principal
        [user_profile] perfil
        [profile] perfil
        [user_data] datos personalizados
        [is_active] activo
        [is_account_confirmed] cuenta confirmada
        [deactivate_after] desactivar después de
        [connect_username] nombre de usuario de Connect
        [number] número
        [key] clave
        [custom_id] ID externo
        [gender] género
        [status] estado
        [score] puntuación
        [unsubscribed] suscripción cancelada
        [notifications] notificaciones
        [assigned_to] asignado a
        [tags] etiquetas
        [lists] listas
        [case_sharing] uso compartido de casos
        [reporting] informes
        [users] miembros
        [metadata] metadatos
        [site_code] código de ubicación
        [location_type_code] nivel de organización
        [parent_location_id] ubicación superior
        [latitude] latitud
        [longitude] longitud
        [external_id] ID externo
        [location_data] datos personalizados
        [code] código
        [parent] superior
        [shares_cases] tiene casos
        [view_descendants] ve los casos de las sububicaciones
        [administrative] administrativo
        [permissions] permisos
        [label] etiqueta
        [value_type] tipo de valor
        [choices] opciones
        [declared] declarado
        [position] posición
        [required] obligatorio
        [multiple] varios valores
        [pattern] patrón
        [pattern_message] mensaje del patrón
        [searchable] se puede buscar
        [values] valores
        [description] descripción
        [size] tamaño
        [employees] empleados
        [attributes] atributos
        [wire] respuestas de la API de CommCare
        [strong_passwords] contraseñas seguras
        [digest_passwords] autenticación Digest
        [rate_limit] límite de solicitudes
        [domain_rate_limit] límite de solicitudes del dominio
        [custom_data_limit] límite de datos personalizados
        [quota] cuota
        [username_host] host de los nombres de usuario
        [cases_url] URL de los casos
        [history_days] días de historial
        [enforce_fields] validación en las API
        [query] consulta
        [primary_location_id] ubicación principal
        [assigned_location_ids] ubicaciones asignadas
        [is_active_in_domain] activo en el dominio
        [expires_at] fecha de caducidad
        [prefix] prefijo
        [domain] dominio
        [allowed_ips] direcciones IP permitidas
        [contacts_only] solo contactos
        [kinds] tipos de cambios
        [payload] contenido
        [active] activo
        [paused_reason] motivo de la pausa
       *[other] { $name }
    }
history-not-put-back = No restablecido:
