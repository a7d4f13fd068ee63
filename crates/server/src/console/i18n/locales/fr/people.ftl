people-title = Personnes
people-person = Personne { $number }
people-back = Retour à la personne
people-back-to-list = Retour à la liste

people-add-worker = Ajouter un agent
people-add-contact = Ajouter un contact
people-search-hint = Nom, nom d’utilisateur, e-mail, téléphone ou champ interrogeable
people-filters = Filtres
people-filter = Filtrer
people-clear-filters = Effacer les filtres
people-group = Groupe
people-location = Site
people-role = Rôle
people-tag = Étiquette
people-tag-name = Nom de l’étiquette
people-sort = Trier par
people-more-filters = Plus de filtres
people-custom-field = Champ personnalisé
people-field-value = Valeur du champ
people-changed-since = Modifiés depuis le ({ $zone })
people-no-phone = Sans numéro de téléphone
people-never-submitted = N’a jamais envoyé de formulaire

people-state-active = Agents actifs
people-state-deactivated = Agents désactivés
people-state-contacts = Contacts
people-state-all = Toutes les personnes

people-order-username = Nom d’utilisateur A–Z
people-order-username-descending = Nom d’utilisateur Z–A
people-order-updated-first = Modifiés récemment en premier
people-order-updated-last = Modifiés récemment en dernier
people-order-newest = Les plus récents d’abord
people-order-oldest = Les plus anciens d’abord

people-none = Aucun agent pour l’instant.
people-total =
    { $count ->
        [one] { $count } personne
       *[other] { $count } personnes
    }
people-range = { $first }–{ $last } sur { $total } personnes
people-page-empty =
    { $count ->
        [one] Cette page est vide. Il y a { $count } personne.
       *[other] Cette page est vide. Il y a { $count } personnes.
    }

people-select = Sélectionner
people-select-all-on-page = Tout sélectionner sur cette page
people-selected-workers = Agents sélectionnés
people-select-all-results = Sélectionner les { $count } résultats
people-selected = Sélection : { $count }.
people-selected-elsewhere = Sélection : { $count }, dont { $elsewhere } sur d’autres pages.
people-clear-selection = Effacer la sélection
people-phone = Téléphone
people-groups = Groupes
people-locations = Sites
people-cases = Dossiers
people-cases-of = de { $name }
people-last-submission = Dernier envoi
people-in-company = Entreprise : { $name }
people-on-list = Liste : { $name }
people-columns = Choisir les colonnes
people-columns-hint = Le choix est conservé pour votre compte dans ce domaine. Il vaut aussi pour l’impression. Les exports ont les colonnes des imports.
people-columns-shown = Colonnes affichées
people-columns-default = Utiliser les colonnes par défaut
people-print-all = Tout imprimer ({ $count })
people-print-first =
    { $count ->
        [one] Cette page ne montre que la première personne. Pour en obtenir plus, exportez la liste.
       *[other] Cette page ne montre que les { $count } premières personnes. Pour en obtenir plus, exportez la liste.
    }
people-export = Exporter ces agents :

people-status-active = Actif
people-status-deactivated = Désactivé
people-status-unconfirmed = Non confirmé
people-status-contact = Contact

people-bulk-deactivate = Désactiver
people-bulk-reactivate = Réactiver
people-bulk-join = Ajouter à un groupe
people-bulk-leave = Retirer d’un groupe
people-bulk-location = Définir le site
people-bulk-role = Définir le rôle
people-bulk-language = Définir la langue
people-bulk-tag = Ajouter une étiquette
people-bulk-untag = Retirer une étiquette
people-bulk-field = Définir un champ personnalisé
people-bulk-profile = Définir le profil
people-bulk-password = Réinitialiser les mots de passe
people-bulk-link = Créer des liens de mot de passe
people-bulk-delete = Supprimer

people-workers =
    { $count ->
        [one] { $count } agent
       *[other] { $count } agents
    }
people-bulk-deactivate-workers = Désactiver { people-workers }
people-bulk-reactivate-workers = Réactiver { people-workers }
people-bulk-join-workers = Ajouter { people-workers } à un groupe
people-bulk-join-named = Ajouter { people-workers } au groupe { $group }
people-bulk-leave-workers = Retirer { people-workers } d’un groupe
people-bulk-leave-named = Retirer { people-workers } du groupe { $group }
people-bulk-location-workers = Définir le site de { people-workers }
people-bulk-role-workers = Définir le rôle de { people-workers }
people-bulk-language-workers = Définir la langue de { people-workers }
people-bulk-tag-workers = Ajouter une étiquette à { people-workers }
people-bulk-untag-workers = Retirer une étiquette à { people-workers }
people-bulk-field-workers = Définir un champ personnalisé de { people-workers }
people-bulk-profile-workers = Définir le profil de { people-workers }
people-bulk-password-workers = Réinitialiser le mot de passe de { people-workers }
people-bulk-link-workers = Créer des liens de mot de passe pour { people-workers }
people-bulk-delete-workers = Supprimer { people-workers }
people-bulk-change-workers = Modifier { people-workers }
people-bulk-title = { $action } ?
people-bulk-nothing = Aucune modification

people-bulk-selected =
    { $count ->
        [one] L’agent que vous avez sélectionné.
       *[other] Les { $count } agents que vous avez sélectionnés.
    }
people-bulk-imported =
    { $count ->
        [one] L’agent créé par l’import { $number }.
       *[other] Les { $count } agents créés par l’import { $number }.
    }
people-bulk-found =
    { $count ->
        [one] { $count } agent, soit toute la liste : { $filters }.
       *[other] { $count } agents, soit toute la liste : { $filters }.
    }
people-bulk-filter-active = agents actifs
people-bulk-filter-deactivated = agents désactivés
people-bulk-filter-contacts = contacts
people-bulk-filter-all = toutes les personnes
people-bulk-filter-search = trouvés par « { $text } »
people-bulk-filter-group = du groupe choisi
people-bulk-filter-location = du site choisi ou de ses sous-sites
people-bulk-filter-role = avec le rôle choisi
people-bulk-filter-tag = avec l’étiquette choisie
people-bulk-filter-company = de l’entreprise choisie
people-bulk-filter-list = de la liste choisie
people-bulk-filter-field = avec la valeur choisie d’un champ personnalisé
people-bulk-filter-phone = sans numéro de téléphone
people-bulk-filter-forms = n’ayant jamais envoyé de formulaire
people-bulk-filter-since = modifiés depuis le jour choisi

people-bulk-language-hint = Laissez vide pour retirer la langue.
people-bulk-value-hint = Laissez vide pour retirer la valeur.
people-bulk-delete-hint = Les agents supprimés peuvent être restaurés pendant 30 jours, sous « Personnes supprimées ».
people-bulk-password-hint = Chaque agent reçoit un mot de passe généré, et le mot de passe actuel cesse de fonctionner. Vous pourrez ensuite télécharger les mots de passe dans un fichier CSV.
people-bulk-location-hint = Ce site remplace tous les sites actuels d’un agent.
people-bulk-undo-hint = Vous pouvez annuler l’action tant qu’aucun des agents n’est modifié de nouveau.

people-error-days = choisissez l’un des nombres de jours proposés
people-error-select = sélectionnez d’abord au moins un agent
people-error-choose-action = choisissez une action
people-error-choose-group = choisissez un groupe
people-error-unknown-group = ce groupe n’existe pas
people-error-unknown-location = ce site n’existe pas
people-error-unknown-role = ce rôle n’existe pas
people-error-unknown-field = ce champ personnalisé n’existe pas
people-error-no-filter = la liste n’a pas de filtre « { $name } »
people-error-date = saisissez une date sous la forme année-mois-jour, par exemple 2026-11-21
people-error-field-value = saisissez la valeur du champ
people-error-choose-tag = choisissez une étiquette
people-error-no-tag = cette étiquette n’existe pas
people-error-no-company = cette entreprise n’existe pas
people-error-no-list = cette liste n’existe pas
people-error-no-profile = ce profil n’existe pas
people-error-choose-field = choisissez un champ personnalisé
people-error-groups = Pour modifier les groupes d’un agent, vous devez avoir accès à tous les sites.

people-edit = Modifier { $name }
people-username-fixed = Nom d’utilisateur : { $username } (ne peut pas être modifié)
people-not-saved = Rien n’a été enregistré. Corrigez les champs signalés ci-dessous.
people-not-added = L’agent n’a pas été ajouté. Corrigez les champs signalés ci-dessous.
people-worker-added = Agent ajouté
people-sign-in = Connexion
people-username-hint = Le nom d’utilisateur complet est { $username }. Il ne peut pas être modifié par la suite.
people-username-example = nom
people-password-hint = Laissez vide pour générer un mot de passe. Il n’est affiché qu’une fois.
people-submit-worker = Ajouter l’agent
people-first-name = Prénom
people-last-name = Nom de famille
people-email = E-mail
people-language = Langue
people-phone-numbers-hint = Numéros de téléphone, un par ligne, le numéro principal en premier
people-groups-confined = Les groupes couvrent plusieurs sites. Seuls les utilisateurs qui ont accès à tous les sites peuvent les modifier.
people-groups-none-yet = Aucun groupe pour l’instant.
people-groups-more = Autres groupes, un nom par ligne
people-groups-incomplete = Tous les groupes ne sont pas affichés.
people-groups-search = Rechercher des groupes
people-locations-none-yet = Aucun site pour l’instant.
people-locations-more = Autres sites, un code du site ou un nom par ligne
people-locations-incomplete = Tous les sites ne sont pas affichés.
people-locations-view = Voir les sites
people-primary-location = Site principal
people-primary-location-first = Premier site sélectionné
people-custom-data = Données personnalisées
people-profile = Profil
people-profile-hint = Un profil définit certains des champs ci-dessous.
people-profile-sets = Défini par le profil.
people-required = Obligatoire
people-required-mark = (obligatoire)
people-add-value = Ajouter une valeur
people-value = Valeur
people-add-as-field = L’ajouter comme nouveau champ

people-conflict = Un autre utilisateur a modifié cette personne depuis que vous avez ouvert le formulaire.
people-conflict-hint = Rien n’a été enregistré. Les champs que l’un de vous seulement a modifiés sont repris ; lorsque vous avez tous deux modifié le même champ, les deux valeurs sont affichées en dessous. Pour enregistrer vos valeurs, appuyez de nouveau sur Enregistrer.

people-contact-hint = Un contact est une personne sans nom d’utilisateur, qui ne se connecte pas. L’API User.com renvoie les contacts et les agents.
people-submit-contact = Ajouter le contact
people-gender = Genre
people-gender-none = Non précisé
people-gender-female = Femme
people-gender-male = Homme
people-mailings = Envois d’e-mails
people-subscribed = Abonné aux envois d’e-mails
people-unsubscribed = Désabonné
people-external-id = ID externe
people-score = Score

people-reset-password = Réinitialiser le mot de passe
people-deactivate = Désactiver
people-reactivate = Réactiver
people-confirm = Confirmer
people-edit-details = Modifier les détails User.com
people-details = Profil
people-profile-is = Profil :
people-custom-data-none = Aucune donnée personnalisée
people-history = Historique
people-history-none = Aucune modification pour l’instant.
people-forms = Envois de formulaires
people-forms-submitted-30-days = Envoyés, 30 derniers jours
people-forms-completed-30-days = Terminés, 30 derniers jours
people-forms-submitted-month = Envoyés, mois dernier
people-forms-completed-month = Terminés, mois dernier
people-groups-none = Aucun groupe
people-locations-none = Aucun site
people-primary = Principal
people-tags = Étiquettes
people-tags-none = Aucune étiquette
people-tag-remove = Retirer l’étiquette { $name }
people-tag-new = Nouvelle étiquette
people-companies = Entreprises
people-companies-none = Aucune entreprise
people-company = Entreprise
people-company-remove = Retirer de { $name }
people-company-hint = Une entreprise qui n’existe pas est créée.

people-phone-numbers = Numéros de téléphone
people-connect-id = ConnectID
people-id = ID
people-usercom-id = ID User.com
people-created = Création
people-updated = Dernière modification
people-city = Ville
people-region = Région
people-country = Pays
people-time-zone = Fuseau horaire
people-facebook = Facebook
people-linkedin = LinkedIn
people-twitter = Twitter
people-google = Google
people-picture = Photo
people-last-ip = Dernière adresse IP
people-browser = Navigateur
people-browser-language = Langue du navigateur
people-operating-system = Système d’exploitation
people-screen-resolution = Résolution de l’écran
people-first-seen = Première visite
people-last-seen = Dernière visite
people-last-contacted = Dernier contact
people-other = Autre

people-event-created = Création
people-event-updated = Modification
people-event-deleted = Suppression
people-event-fields = { $event } : { $fields }
people-event-source = { $user }, { $channel }
people-channel-commcare = API CommCare
people-channel-usercom = API User.com
people-channel-scim = SCIM
people-channel-console = Console
people-channel-import = Import
people-channel-cli = Ligne de commande
people-channel-server = Serveur

# One-time links with which workers set their passwords.
people-link = Lien de mot de passe
people-link-title = Lien de mot de passe pour { $name }
people-link-hint = Avec un lien, un agent choisit son mot de passe. Le mot de passe actuel fonctionne jusque-là, et un nouveau lien remplace le précédent. Les agents désactivés ne reçoivent pas de lien. Vous pourrez ensuite imprimer des fiches avec des codes QR.
people-link-valid-for = Le lien est valable pendant
people-link-days =
    { $count ->
        [one] { $count } jour
       *[other] { $count } jours
    }
people-link-create = Créer le lien
people-link-give = Remettez ce lien ou la fiche imprimée uniquement à l’agent.
people-link-once = Vous ne pourrez plus l’afficher.
people-link-print = Imprimer la fiche

people-password-title = Réinitialiser le mot de passe de { $name }
people-password-warning = Le mot de passe actuel cesse immédiatement de fonctionner.
people-password-new = Nouveau mot de passe
people-password-generate = Générer un mot de passe et l’afficher une fois
people-password-choose = Définir ce mot de passe :
people-password-done = Mot de passe réinitialisé
people-password-give = Donnez ce mot de passe à
people-password-give-end = .
people-password-once = Vous ne pourrez plus l’afficher.

people-delete-title = Supprimer { $name } ?
people-delete-consequence = { $name } et toutes ses données seront supprimées. Cette action est irréversible.
people-delete-username = Le nom d’utilisateur ne pourra plus être utilisé.
people-delete-instead = Pour seulement bloquer la connexion,
people-delete-instead-link = désactivez
people-delete-instead-end = plutôt l’agent.
people-delete-worker = Supprimer l’agent
people-delete-contact = Supprimer le contact
people-deleted-title = Personnes supprimées
people-deleted-hint = Personnes supprimées au cours des 30 derniers jours. Un agent restauré retrouve son mot de passe, ses groupes, ses sites et ses envois de formulaires.
people-deleted-none = Aucune personne supprimée.
people-deleted-at = Suppression
people-deleted-by = Utilisateur
people-restore = Restaurer
