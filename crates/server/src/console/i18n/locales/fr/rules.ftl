# Rules of single operations. They follow the name of a column or become a sentence below an input, as the
# problems in errors.ftl do.
rules-same-password = le mot de passe doit être différent de l’actuel
rules-wrong-password = ce n’est pas le mot de passe actuel
rules-offer-expired = la proposition a expiré : recommencez
rules-wrong-code = ce n’est pas le code actuel de l’application, ou il a déjà servi
rules-has-account = cette adresse a un compte : connectez-vous pour accepter l’invitation
rules-check-input = vous êtes de nouveau connecté, et votre saisie est ci-dessous. Rien n’est encore enregistré : vérifiez-la, puis envoyez-la
rules-no-such-worker = cet agent n’existe pas
rules-worker-deactivated = l’agent est désactivé : réactivez d’abord son compte
rules-changed-again = ce champ a encore été modifié depuis
rules-no-earlier-values = les valeurs précédentes ne sont pas conservées
rules-gone =
    { $count ->
        [one] { $names } n’existe plus
       *[other] { $names } n’existent plus
    }
rules-invalid-setting = valeur incorrecte « { $value } » : il faut { $expected }
rules-setting =
    { $kind ->
        [flag] « true » ou « false »
        [wire] « documented » ou « live »
        [requests] un nombre entier de requêtes par minute, ou 0 pour aucune limite
        [data] un nombre d’octets de 1024 à 1048576
        [bytes] un nombre entier d’octets, ou 0 pour aucune limite
        [host] un nom d’hôte, par exemple commcarehq.org
        [cases] une URL qui commence par https:// ou http://, sans autres variables que {"{domain}"}, {"{user_id}"} et {"{username}"}
       *[days] un nombre entier de jours, ou 0 pour toujours
    }
rules-time-zone = « { $value } » n’est pas un fuseau horaire ; utilisez un nom comme Africa/Nairobi
rules-time-zone-similar = « { $value } » n’est pas un fuseau horaire ; vouliez-vous dire { $similar } ?
rules-or = { $one } ou { $other }
rules-parent-deactivated = le site parent est désactivé : réactivez-le d’abord
rules-too-many-assigned = plus de { $most } agents sont affectés à ce site ou à ses sous-sites : donnez-leur d’abord un autre site
rules-repeated-location = une ligne précédente est le même site
rules-level-in-use = ce champ ne peut pas changer tant qu’il y a des sites de ce niveau
rules-one-choice = choisissez une seule valeur
rules-pattern = la valeur ne correspond pas au modèle { $value }
rules-too-many-fields = le domaine aurait plus de { $most } champs personnalisés
rules-needs-choices = saisissez au moins un choix, un par ligne
rules-not-a-regex = ce n’est pas une expression régulière : { $value }
rules-position = la valeur doit être un nombre entier de 0 à 9999
rules-slug = « { $value } » ne peut contenir que des lettres, des chiffres, « _ » et « - »
rules-field-of-profiles = ces profils définissent le champ ; supprimez-les d’abord : { $names }
rules-profile-in-use = des agents ont ce profil : donnez-leur d’abord un autre profil
rules-role-more-rights = le rôle a des autorisations que vous n’avez pas
rules-role-name-in-use = le nom ne peut pas changer tant que des agents ont ce rôle
rules-role-in-use = le rôle est utilisé : donnez d’abord un autre rôle à ses titulaires
rules-not-in-future = la date doit être dans le futur
rules-key-per-domain = créez une clé pour chaque domaine
rules-first-password = remplacez votre premier mot de passe avant de créer une clé pour tous les domaines
rules-role-needs-domain = un rôle exige un domaine : chaque rôle appartient à un seul domaine
rules-day = écrivez un mois sous la forme 03-2027, ou un jour sous la forme 2027-03-31
rules-repeated-worker = la ligne { $row } a le même agent : supprimez l’une des deux lignes
rules-other-domain = la valeur doit être « { $value } », le domaine de l’import
rules-unconfirmed-active = un compte non confirmé ne peut pas être actif
rules-error-text = c’est une erreur du tableur ; corrigez-la
rules-cell =
    { $problem ->
        [error] la cellule affiche une erreur du tableur ; corrigez-la
        [date] la cellule a un format de date, mais pas de date ; corrigez-la
        [digits] le nombre a plus de chiffres qu’une cellule numérique n’en contient ; mettez la colonne au format texte et saisissez de nouveau la valeur
        [formula] la formule n’a pas de valeur enregistrée ; ouvrez le classeur dans un tableur, enregistrez-le et téléversez-le de nouveau
       *[merged] des cellules de plusieurs colonnes sont fusionnées
    }
rules-no-header = une cellule n’a pas d’en-tête
rules-cell-count = la ligne a { $found } cellules, mais l’en-tête en a { $expected } ; le fichier est peut-être incomplet, ou il manque un guillemet
rules-not-an-object = la ligne n’est pas un objet JSON ; le fichier est peut-être incomplet
rules-column-per-field = il faut une colonne pour chaque champ personnalisé : « data: field »
rules-unsupported = cette colonne n’est pas prise en charge ; laissez-la vide
rules-group-row = ligne { $row } de la feuille « groups » : { $problem }
rules-group-name-taken = un autre groupe a le nom « { $value } »
rules-not-flag = « { $value } » n’est ni true ni false
rules-group-without-name = un groupe n’a pas de nom
rules-group-id = l’identifiant est trop long
rules-too-many-groups = il y a plus de { $most } groupes
rules-cannot-undo = l’import ne peut pas être annulé : { $reason }
rules-undo-undone = il a déjà été annulé
rules-undo-changed = ces agents ont été modifiés depuis : { $names }
rules-undo-submitted = des agents qu’il a créés ont envoyé des formulaires depuis
rules-undo-deleted = certains de ses agents ont été supprimés depuis
rules-too-many-webhooks = le domaine a déjà { $most } webhooks, ce qui est la limite
rules-payload-without-people = il faut des modifications de personnes : le contenu « commcare » n’en a pas d’autres
rules-unknown-kind = « { $value } » n’est pas un type de modification : utilisez *, un enregistrement comme person.* ou un type comme person.created
rules-nothing-waiting = aucune modification n’est en attente
rules-unknown-change = il faut le numéro d’une modification, de 0 à { $last }
rules-change-or-cursor = il faut le numéro d’une modification, ou un curseur
rules-nothing-to-test = le domaine n’a pas d’agent actif à envoyer comme test
rules-not-a-url = il faut une URL, par exemple https://example.org/roster
rules-not-https = l’URL doit commencer par https://
rules-http-not-listed = l’URL doit commencer par https:// ; http:// n’est permis que vers les réseaux que l’opérateur indique dans webhook_networks
rules-url-credentials = l’URL ne doit contenir ni nom d’utilisateur ni mot de passe
rules-url-fragment = l’URL ne doit pas contenir de fragment (#)
rules-address-refused = { $address } est { $kind }, et webhook_networks ne l’indique pas
rules-address-kind =
    { $kind ->
        [metadata] l’adresse de métadonnées des fournisseurs de cloud
        [provider] l’adresse de métadonnées d’un fournisseur de cloud
        [unspecified] une adresse non spécifiée
        [private] une adresse privée
        [loopback] une adresse de bouclage
        [link] une adresse de lien local
        [reserved] une adresse réservée
        [documentation] une adresse pour la documentation
        [multicast] une adresse de multidiffusion
       *[tls] une adresse qui exige https://
    }
rules-of-host = { $host } : { $problem }
