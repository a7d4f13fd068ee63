# Signing in. Names of programs and commands stand between the parts of a sentence.
account-sign-in = Sign in
account-session-ended = Your session has ended. Sign in to continue. Your input is kept, except for passwords.
account-provider-away = { $name } does not respond at the moment.
account-provider-away-password = You can sign in with your password.
account-sign-in-with = Sign in with { $name }
account-forgot-before = Forgot your password? Ask the person who runs this server to run
account-programs-before = Programs use the
account-code-title = Enter your code
account-code-hint = Enter the 6-digit code from your authenticator app. Without the app, enter a recovery code.
account-code = Code
account-back-to-sign-in = Back to sign-in
account-resumed-title = You are signed in again
account-wrong-password = Wrong e-mail address or password.
account-wrong-code = Wrong or expired code. Each code works once. Wait for the next code.
account-timed-out = Sign-in timed out. Enter your password again.
account-passwords-off = Passwords are turned off on this server. Use the button below.
account-oidc-expired = This sign-in has expired, or another browser or tab began it. Sign in again.
account-oidc-refused = { $name } did not sign you in ({ $error }). Try again.
account-oidc-email-not-verified = { $name } has not verified your e-mail address, so your account cannot be found. Verify the address there, then sign in again.
account-oidc-other-identity = The account { $email } is linked to another account at { $name }. Sign in with that one, or ask the person who runs this server to run: roster web-user unlink { $email }
account-oidc-no-account = There is no account for { $email } here. Ask an administrator of your domain for an invitation.
account-oidc-deactivated = Your account is deactivated. Ask an administrator of your domain.
account-oidc-away-password = { $name } does not respond. Sign in with your password, or try again later.
account-oidc-away = { $name } does not respond. Try again later.
account-oidc-invalid = The response of { $name } is not valid. Sign in again. If the error remains, contact the person who runs this server.
account-oidc-not-allowed = Your account at { $name } may not sign in here. Use the account of your organization, or contact the person who runs this server.

# Passwords.
account-current-password = Current password
account-new-password = New password
account-repeat-password = Repeat the password
account-password-hint = At least 8 characters. Several words are easy to remember and hard to guess.
account-passwords-differ = the passwords do not match
account-link-expired = This link has expired

# A worker's password link.
account-set-title = Set your password
account-set-username = Your username is
account-set-hint = Choose a password that is hard to guess. Several words are easier to remember than digits and symbols.
account-set-button = Set password
account-set-done-title = Password set
account-set-done-before = Sign in on your device as
account-set-done-after = with the new password. The link does not work again.
account-set-expired-hint = A link works once, until it expires, and only until a newer link is sent. Ask the sender for a new link.

# Printed slips with password links. A slip is in the language of its worker.
account-slips-title = Password slips
account-slips-count =
    { $count ->
        [one] 1 slip
       *[other] { $count } slips
    }
account-slips-hint = Print the slips now, and give each only to its worker: anyone who has a link can set the password.
account-slips-back = Back
account-slip-valid-until = Valid until
account-slip-instruction = Scan the code, or open the link in a browser, and choose your own password. The link works once.
account-slip-qr = QR code of the link

# Invitations. Domain and e-mail address stand between the parts of the first sentence.
account-join-title = Join { $domain }
account-join-invited-before = You are invited to the domain
account-join-invited-as = as
account-join-invited-role = , with the role { $role }.
account-join-sign-in-known = If you have an account on this server, sign in to accept.
account-join-sign-in = Sign in to accept.
account-join-other = You are signed in as { $user }. Sign out, then open the link again.
account-join-needs-password = Another person may know your password. Choose a new one, which opens all your domains.
account-join-new-account = Create an account
account-join-create = Create account
account-join-expired-hint = An invitation works once, for 7 days, and only until a newer one is sent. Ask the sender for a new link.

# The choice of a domain.
account-domains-title = Domains
account-domains-first-password-before = Your password was chosen for you. Change it on
account-domains-first-password-link = your account page
account-domains-first-password-after = : until then it opens one domain only.
account-domains-invited = You are invited to
account-domains-join = Join
account-domains-none = You do not have access to a domain yet. Ask the person who runs this server to run
account-domains-choose = Choose a domain.

# The account page.
account-title = Account
account-your-domains = Your domains
account-change-password = Change password
account-language-browser = Language of the browser
account-language-hint = For all your browsers. Signed out, the language of the browser applies.
account-factor = Two-factor authentication
account-factor-since = since
account-factor-codes-left = Recovery codes left: { $count }.
account-factor-code = Code from your app, or a recovery code
account-factor-renew = Generate new recovery codes
account-factor-turn-off = Turn off
account-factor-turn-on = Turn on
account-factor-other-app = Set up a different app
account-factor-change = Change
account-factor-off-hint = With two-factor authentication, signing in needs your password and a code from an app on your phone.
account-factor-set-up = Set up
account-factor-title = Set up two-factor authentication
account-factor-install = Install an authenticator app on your phone if you do not have one.
account-factor-scan = Scan this QR code with the app:
account-factor-qr = QR code with the key below
account-factor-key = Or enter this key:
account-factor-enter-code = Enter the 6-digit code from the app
account-codes-title = Recovery codes
account-codes-hint = Use a recovery code to sign in when you do not have your phone. Each code works once.
account-codes-save = Save them now: you cannot see them again.
account-confirm-title = Confirm your password
account-confirm-hint = Enter your password again to change the security of your account. This is valid for 10 minutes.
account-confirm = Confirm
account-sessions = Active sessions
account-sessions-browser = Browser
account-sessions-address = IP address
account-sessions-signed-in = Signed in
account-sessions-last-used = Last used
account-sessions-current = This session
account-sessions-end = End
account-sessions-end-which = session: { $browser }, { $address }
account-sessions-end-others = End all other sessions
account-browser-on = { $browser } on { $system }
account-browser-unknown = Unknown browser
account-throttled-seconds =
    { $count ->
        [one] Too many failed attempts. Try again in { $count } second.
       *[other] Too many failed attempts. Try again in { $count } seconds.
    }
account-throttled-minutes =
    { $count ->
        [one] Too many failed attempts. Try again in { $count } minute.
       *[other] Too many failed attempts. Try again in { $count } minutes.
    }
