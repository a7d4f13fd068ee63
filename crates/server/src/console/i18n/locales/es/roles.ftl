roles-title = Roles
roles-add = Añadir un rol
roles-edit = Editar rol
roles-hint = Un rol es un conjunto de permisos para usuarios web y agentes. Los administradores tienen todos los permisos.
roles-none = Todavía no hay roles.
roles-permissions = Permisos
roles-workers = Agentes
roles-no-permissions = Sin permisos
roles-users = Usuarios con este rol
roles-no-users = Sin usuarios
roles-others = Otros permisos de CommCare HQ (sin efecto en Roster)
roles-others-legend = Otros permisos
roles-delete-title = ¿Eliminar el rol { $name }?
roles-delete-hint = Solo puede eliminar un rol que ningún usuario tenga. Esto no se puede deshacer.
roles-delete-button = Eliminar rol

# Permissions by group.
roles-group-people = Personas
roles-group-locations = Ubicaciones
roles-group-web-users = Usuarios web
roles-group-apis = API
roles-group-domain = Dominio
roles-group-location-access = Acceso a ubicaciones
roles-view-people = Ver personas
roles-edit-people = Añadir, editar y eliminar personas, grupos y campos personalizados
roles-view-groups = Ver grupos
roles-view-locations = Ver ubicaciones y niveles de organización
roles-edit-locations = Añadir y editar ubicaciones y niveles de organización
roles-view-web-users = Ver usuarios web
roles-edit-web-users = Añadir y editar usuarios web
roles-view-roles = Ver roles
roles-edit-roles = Añadir, editar y eliminar roles
roles-access-api = Usar las API
roles-edit-data = Informar de envíos de formularios de agentes
roles-edit-domain = Editar la configuración, y ver y revocar las claves de otros usuarios
roles-manage-webhooks = Gestionar webhooks, que envían todos los cambios a otros sistemas
roles-access-all-locations = Acceder a todas las ubicaciones. Sin esto, el acceso se limita a las ubicaciones asignadas.
roles-workers-count =
    { $count ->
        [one] { $count } agente
       *[other] { $count } agentes
    }
