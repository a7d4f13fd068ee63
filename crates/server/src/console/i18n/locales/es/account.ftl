# Signing in. Names of programs and commands stand between the parts of a sentence.
account-sign-in = Iniciar sesión
account-session-ended = Su sesión ha terminado. Inicie sesión para continuar. Sus datos se conservan, excepto las contraseñas.
account-provider-away = { $name } no responde en este momento.
account-provider-away-password = Puede iniciar sesión con su contraseña.
account-sign-in-with = Iniciar sesión con { $name }
account-forgot-before = ¿Olvidó su contraseña? Pida a la persona que administra este servidor que ejecute
account-programs-before = Los programas usan la
account-code-title = Escriba su código
account-code-hint = Escriba el código de 6 dígitos de su aplicación de autenticación. Sin la aplicación, escriba un código de recuperación.
account-code = Código
account-back-to-sign-in = Volver al inicio de sesión
account-resumed-title = Ha vuelto a iniciar sesión
account-wrong-password = Correo electrónico o contraseña incorrectos.
account-wrong-code = Código incorrecto o caducado. Cada código funciona una vez. Espere el siguiente código.
account-timed-out = El tiempo para iniciar sesión ha terminado. Escriba de nuevo su contraseña.
account-passwords-off = Las contraseñas están desactivadas en este servidor. Use el botón de abajo.
account-oidc-expired = Este inicio de sesión ha caducado, o lo inició otro navegador u otra pestaña. Inicie sesión de nuevo.
account-oidc-refused = { $name } no inició su sesión ({ $error }). Inténtelo de nuevo.
account-oidc-email-not-verified = { $name } no ha verificado su correo electrónico, por lo que no se encuentra su cuenta. Verifique la dirección allí e inicie sesión de nuevo.
account-oidc-other-identity = La cuenta { $email } está vinculada a otra cuenta en { $name }. Inicie sesión con esa, o pida a la persona que administra este servidor que ejecute: roster web-user unlink { $email }
account-oidc-no-account = No hay ninguna cuenta para { $email } aquí. Pida una invitación a un administrador de su dominio.
account-oidc-deactivated = Su cuenta está desactivada. Consulte a un administrador de su dominio.
account-oidc-away-password = { $name } no responde. Inicie sesión con su contraseña o inténtelo más tarde.
account-oidc-away = { $name } no responde. Inténtelo más tarde.
account-oidc-invalid = La respuesta de { $name } no es válida. Inicie sesión de nuevo. Si el error continúa, contacte con la persona que administra este servidor.
account-oidc-not-allowed = Su cuenta en { $name } no puede iniciar sesión aquí. Use la cuenta de su organización o contacte con la persona que administra este servidor.

# Passwords.
account-current-password = Contraseña actual
account-new-password = Contraseña nueva
account-repeat-password = Repita la contraseña
account-password-hint = Al menos 8 caracteres. Varias palabras son fáciles de recordar y difíciles de adivinar.
account-passwords-differ = las contraseñas no coinciden
account-link-expired = Este enlace ha caducado

# A worker's password link.
account-set-title = Establezca su contraseña
account-set-username = Su nombre de usuario es
account-set-hint = Elija una contraseña difícil de adivinar. Varias palabras son más fáciles de recordar que cifras y símbolos.
account-set-button = Establecer contraseña
account-set-done-title = Contraseña establecida
account-set-done-before = Inicie sesión en su dispositivo como
account-set-done-after = con la contraseña nueva. El enlace ya no funciona.
account-set-expired-hint = Un enlace funciona una vez, hasta que caduca, y solo hasta que se envíe uno más reciente. Pida un enlace nuevo a quien se lo envió.

# Printed slips with password links. A slip is in the language of its worker.
account-slips-title = Fichas de contraseña
account-slips-count =
    { $count ->
        [one] { $count } ficha
       *[other] { $count } fichas
    }
account-slips-hint = Imprima las fichas ahora y entregue cada una solo a su agente: cualquiera que tenga un enlace puede establecer la contraseña.
account-slips-back = Volver
account-slip-valid-until = Válido hasta
account-slip-instruction = Escanee el código o abra el enlace en un navegador y elija su contraseña. El enlace funciona una sola vez.
account-slip-qr = Código QR del enlace

# Invitations. Domain and e-mail address stand between the parts of the first sentence.
account-join-title = Unirse a { $domain }
account-join-invited-before = Está invitado al dominio
account-join-invited-as = como
account-join-invited-role = , con el rol { $role }.
account-join-sign-in-known = Si tiene una cuenta en este servidor, inicie sesión para aceptar.
account-join-sign-in = Inicie sesión para aceptar.
account-join-other = Ha iniciado sesión como { $user }. Cierre la sesión y abra de nuevo el enlace.
account-join-needs-password = Otra persona puede conocer su contraseña. Elija una nueva, que abre todos sus dominios.
account-join-new-account = Crear una cuenta
account-join-create = Crear cuenta
account-join-expired-hint = Una invitación funciona una vez, durante 7 días, y solo hasta que se envíe otra más reciente. Pida un enlace nuevo a quien se la envió.

# The choice of a domain.
account-domains-title = Dominios
account-domains-first-password-before = Su contraseña fue elegida por otra persona. Cámbiela en
account-domains-first-password-link = la página de su cuenta
account-domains-first-password-after = : hasta entonces solo abre un dominio.
account-domains-invited = Está invitado a
account-domains-join = Unirse
account-domains-none = Todavía no tiene acceso a ningún dominio. Pida a la persona que administra este servidor que ejecute
account-domains-choose = Elija un dominio.

# The account page.
account-title = Cuenta
account-your-domains = Sus dominios
account-change-password = Cambiar contraseña
account-language-browser = Idioma del navegador
account-language-hint = Para todos sus navegadores. Sin sesión iniciada, se usa el idioma del navegador.
account-factor = Autenticación de dos factores
account-factor-since = desde el
account-factor-codes-left = Códigos de recuperación restantes: { $count }.
account-factor-code = Código de su aplicación o un código de recuperación
account-factor-renew = Generar códigos de recuperación nuevos
account-factor-turn-off = Desactivar
account-factor-turn-on = Activar
account-factor-other-app = Configurar otra aplicación
account-factor-change = Cambiar
account-factor-off-hint = Con la autenticación de dos factores, iniciar sesión requiere su contraseña y un código de una aplicación de su teléfono.
account-factor-set-up = Configurar
account-factor-title = Configurar la autenticación de dos factores
account-factor-install = Instale una aplicación de autenticación en su teléfono si no tiene ninguna.
account-factor-scan = Escanee este código QR con la aplicación:
account-factor-qr = Código QR con la clave de abajo
account-factor-key = O escriba esta clave:
account-factor-enter-code = Escriba el código de 6 dígitos de la aplicación
account-codes-title = Códigos de recuperación
account-codes-hint = Use un código de recuperación para iniciar sesión cuando no tenga su teléfono. Cada código funciona una vez.
account-codes-save = Guárdelos ahora: no podrá volver a verlos.
account-confirm-title = Confirme su contraseña
account-confirm-hint = Escriba de nuevo su contraseña para cambiar la seguridad de su cuenta. Es válido durante 10 minutos.
account-confirm = Confirmar
account-sessions = Sesiones activas
account-sessions-browser = Navegador
account-sessions-address = Dirección IP
account-sessions-signed-in = Inicio de sesión
account-sessions-last-used = Último uso
account-sessions-current = Esta sesión
account-sessions-end = Finalizar
account-sessions-end-which = sesión: { $browser }, { $address }
account-sessions-end-others = Finalizar todas las demás sesiones
account-browser-on = { $browser } en { $system }
account-browser-unknown = Navegador desconocido
account-throttled-seconds =
    { $count ->
        [one] Demasiados intentos fallidos. Inténtelo de nuevo en { $count } segundo.
       *[other] Demasiados intentos fallidos. Inténtelo de nuevo en { $count } segundos.
    }
account-throttled-minutes =
    { $count ->
        [one] Demasiados intentos fallidos. Inténtelo de nuevo en { $count } minuto.
       *[other] Demasiados intentos fallidos. Inténtelo de nuevo en { $count } minutos.
    }
