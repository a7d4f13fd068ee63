# Signing in. Names of programs and commands stand between the parts of a sentence.
account-sign-in = Se connecter
account-session-ended = Votre session est terminée. Connectez-vous pour continuer. Votre saisie est conservée, sauf les mots de passe.
account-provider-away = { $name } ne répond pas pour le moment.
account-provider-away-password = Vous pouvez vous connecter avec votre mot de passe.
account-sign-in-with = Se connecter avec { $name }
account-forgot-before = Mot de passe oublié ? Demandez à la personne qui gère ce serveur d’exécuter
account-programs-before = Les programmes utilisent l’
account-code-title = Saisissez votre code
account-code-hint = Saisissez le code à 6 chiffres de votre application d’authentification. Sans l’application, saisissez un code de secours.
account-code = Code
account-back-to-sign-in = Retour à la connexion
account-resumed-title = Vous êtes de nouveau connecté
account-wrong-password = Adresse e-mail ou mot de passe incorrect.
account-wrong-code = Code incorrect ou expiré. Chaque code fonctionne une fois. Attendez le code suivant.
account-timed-out = Le délai de connexion est dépassé. Saisissez à nouveau votre mot de passe.
account-passwords-off = Les mots de passe sont désactivés sur ce serveur. Utilisez le bouton ci-dessous.
account-oidc-expired = Cette connexion a expiré, ou un autre navigateur ou onglet l’a commencée. Connectez-vous à nouveau.
account-oidc-refused = { $name } ne vous a pas connecté ({ $error }). Réessayez.
account-oidc-email-not-verified = { $name } n’a pas vérifié votre adresse e-mail : votre compte est donc introuvable. Vérifiez l’adresse là-bas, puis connectez-vous à nouveau.
account-oidc-other-identity = Le compte { $email } est lié à un autre compte chez { $name }. Connectez-vous avec celui-ci, ou demandez à la personne qui gère ce serveur d’exécuter : roster web-user unlink { $email }
account-oidc-no-account = Il n’y a pas de compte pour { $email } ici. Demandez une invitation à un administrateur de votre domaine.
account-oidc-deactivated = Votre compte est désactivé. Adressez-vous à un administrateur de votre domaine.
account-oidc-away-password = { $name } ne répond pas. Connectez-vous avec votre mot de passe, ou réessayez plus tard.
account-oidc-away = { $name } ne répond pas. Réessayez plus tard.
account-oidc-invalid = La réponse de { $name } n’est pas valide. Connectez-vous à nouveau. Si l’erreur persiste, contactez la personne qui gère ce serveur.
account-oidc-not-allowed = Votre compte chez { $name } n’est pas autorisé à se connecter ici. Utilisez le compte de votre organisation, ou contactez la personne qui gère ce serveur.

# Passwords.
account-current-password = Mot de passe actuel
account-new-password = Nouveau mot de passe
account-repeat-password = Répétez le mot de passe
account-password-hint = Au moins 8 caractères. Plusieurs mots sont faciles à retenir et difficiles à deviner.
account-passwords-differ = les mots de passe ne correspondent pas
account-link-expired = Ce lien a expiré

# A worker's password link.
account-set-title = Définissez votre mot de passe
account-set-username = Votre nom d’utilisateur est
account-set-hint = Choisissez un mot de passe difficile à deviner. Plusieurs mots sont plus faciles à retenir que des chiffres et des symboles.
account-set-button = Définir le mot de passe
account-set-done-title = Mot de passe défini
account-set-done-before = Connectez-vous sur votre appareil en tant que
account-set-done-after = avec le nouveau mot de passe. Le lien ne fonctionne plus.
account-set-expired-hint = Un lien fonctionne une fois, jusqu’à son expiration, et seulement jusqu’à l’envoi d’un lien plus récent. Demandez un nouveau lien à l’expéditeur.

# Printed slips with password links. A slip is in the language of its worker.
account-slips-title = Fiches de mot de passe
account-slips-count =
    { $count ->
        [one] { $count } fiche
       *[other] { $count } fiches
    }
account-slips-hint = Imprimez les fiches maintenant et remettez chacune uniquement à son agent : toute personne qui a un lien peut définir le mot de passe.
account-slips-back = Retour
account-slip-valid-until = Valable jusqu’au
account-slip-instruction = Scannez le code ou ouvrez le lien dans un navigateur, puis choisissez votre mot de passe. Le lien fonctionne une seule fois.
account-slip-qr = Code QR du lien

# Invitations. Domain and e-mail address stand between the parts of the first sentence.
account-join-title = Rejoindre { $domain }
account-join-invited-before = Vous êtes invité dans le domaine
account-join-invited-as = en tant que
account-join-invited-role = , avec le rôle { $role }.
account-join-sign-in-known = Si vous avez un compte sur ce serveur, connectez-vous pour accepter.
account-join-sign-in = Connectez-vous pour accepter.
account-join-other = Vous êtes connecté en tant que { $user }. Déconnectez-vous, puis ouvrez à nouveau le lien.
account-join-needs-password = Une autre personne connaît peut-être votre mot de passe. Choisissez-en un nouveau, qui ouvre tous vos domaines.
account-join-new-account = Créer un compte
account-join-create = Créer le compte
account-join-expired-hint = Une invitation fonctionne une fois, pendant 7 jours, et seulement jusqu’à l’envoi d’une plus récente. Demandez un nouveau lien à l’expéditeur.

# The choice of a domain.
account-domains-title = Domaines
account-domains-first-password-before = Votre mot de passe a été choisi pour vous. Changez-le sur
account-domains-first-password-link = la page de votre compte
account-domains-first-password-after = : jusque-là, il n’ouvre qu’un seul domaine.
account-domains-invited = Vous êtes invité dans
account-domains-join = Rejoindre
account-domains-none = Vous n’avez pas encore accès à un domaine. Demandez à la personne qui gère ce serveur d’exécuter
account-domains-choose = Choisissez un domaine.

# The account page.
account-title = Compte
account-your-domains = Vos domaines
account-change-password = Changer le mot de passe
account-language-browser = Langue du navigateur
account-language-hint = Pour tous vos navigateurs. Hors connexion, la langue du navigateur s’applique.
account-factor = Authentification à deux facteurs
account-factor-since = depuis le
account-factor-codes-left = Codes de secours restants : { $count }.
account-factor-code = Code de votre application, ou code de secours
account-factor-renew = Générer de nouveaux codes de secours
account-factor-turn-off = Désactiver
account-factor-turn-on = Activer
account-factor-other-app = Configurer une autre application
account-factor-change = Modifier
account-factor-off-hint = Avec l’authentification à deux facteurs, la connexion demande votre mot de passe et un code d’une application de votre téléphone.
account-factor-set-up = Configurer
account-factor-title = Configurer l’authentification à deux facteurs
account-factor-install = Installez une application d’authentification sur votre téléphone si vous n’en avez pas.
account-factor-scan = Scannez ce code QR avec l’application :
account-factor-qr = Code QR avec la clé ci-dessous
account-factor-key = Ou saisissez cette clé :
account-factor-enter-code = Saisissez le code à 6 chiffres de l’application
account-codes-title = Codes de secours
account-codes-hint = Utilisez un code de secours pour vous connecter sans votre téléphone. Chaque code fonctionne une fois.
account-codes-save = Enregistrez-les maintenant : vous ne pourrez plus les voir.
account-confirm-title = Confirmez votre mot de passe
account-confirm-hint = Saisissez à nouveau votre mot de passe pour modifier la sécurité de votre compte. C’est valable 10 minutes.
account-confirm = Confirmer
account-sessions = Sessions actives
account-sessions-browser = Navigateur
account-sessions-address = Adresse IP
account-sessions-signed-in = Connexion
account-sessions-last-used = Dernière utilisation
account-sessions-current = Cette session
account-sessions-end = Terminer
account-sessions-end-which = session : { $browser }, { $address }
account-sessions-end-others = Terminer toutes les autres sessions
account-browser-on = { $browser } sur { $system }
account-browser-unknown = Navigateur inconnu
account-throttled-seconds =
    { $count ->
        [one] Trop de tentatives échouées. Réessayez dans { $count } seconde.
       *[other] Trop de tentatives échouées. Réessayez dans { $count } secondes.
    }
account-throttled-minutes =
    { $count ->
        [one] Trop de tentatives échouées. Réessayez dans { $count } minute.
       *[other] Trop de tentatives échouées. Réessayez dans { $count } minutes.
    }
