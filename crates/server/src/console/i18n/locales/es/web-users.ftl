web-users-title = Usuarios web
web-users-add = Añadir un usuario web
web-users-hint = Los usuarios web inician sesión en esta consola. Sus claves dan a los programas acceso a la API de CommCare.
web-users-role = Rol
web-users-role-choose = Elija un rol
web-users-role-hint = Solo se muestran los roles con permisos que usted tiene.
web-users-role-admin = Administrador
web-users-role-deleted = Rol eliminado
web-users-active = Activo
web-users-deactivated = Desactivado
web-users-invitations = Invitaciones
web-users-link-expires = Caducidad del enlace
web-users-expired = Caducada
web-users-withdraw = Retirar
web-users-withdraw-which = la invitación de { $email }
web-users-new-hint = La página siguiente muestra un enlace para enviar a esta persona. Se une con su cuenta o crea una.
web-users-invite = Crear invitación
web-users-invited-title = Usuario web invitado
web-users-invited-send = Envíe este enlace a
web-users-invited-hint = . Con él, la persona se une con su cuenta o crea una. Funciona una vez, hasta el
web-users-invited-once = No podrá volver a verlo.
web-users-deactivate = Desactivar
web-users-reactivate = Reactivar
web-users-access = Acceso
web-users-own = Esta es su propia cuenta. Con otro rol puede perder permisos.
web-users-locations = Ubicaciones
web-users-primary = Ubicación principal
web-users-primary-first = Primera ubicación seleccionada
web-users-total =
    { $count ->
        [one] { $count } usuario web
       *[other] { $count } usuarios web
    }
