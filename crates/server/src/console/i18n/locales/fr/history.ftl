history-title = Historique
history-deleted-people = Personnes supprimées
history-download = Télécharger en CSV
history-filters = Filtres
history-record-type = Type d’élément
history-record = Élément
history-record-hint = Nom d’utilisateur, nom ou ID
history-from = Du
history-to = Au
history-source = Source
history-user = Utilisateur
history-filter = Filtrer
history-results = Résultats
history-no-results = Aucun résultat.
history-none = Aucune modification pour l’instant.
history-order = Les plus récentes d’abord. Les dates sont celles du fuseau horaire { $zone }.
history-clear-filters = Effacer les filtres
history-change = Modification
history-fields = Champs
history-time = Date et heure
history-number = N°
history-put-back = Rétablir
history-put-back-change = les valeurs d’avant la modification { $number }
history-newest = Plus récentes
history-older = Plus anciennes
history-date-invalid = Saisissez les dates sous la forme année-mois-jour, par exemple 2026-11-21.

history-kind-person = Personnes
history-kind-group = Groupes
history-kind-location = Sites
history-kind-location-type = Niveaux d’organisation
history-kind-field = Champs personnalisés
history-kind-profile = Profils
history-kind-role = Rôles
history-kind-web-user = Utilisateurs web
history-kind-invitation = Invitations
history-kind-api-key = Clés API
history-kind-app-key = Clés User.com
history-kind-saved-filter = Filtres enregistrés
history-kind-tag = Étiquettes
history-kind-list = Listes
history-kind-company = Entreprises
history-kind-event = Événements
history-kind-webhook = Webhooks
history-kind-domain = Domaine

history-action = { $record } : { $verb }
history-action-record =
    { $kind ->
        [person] personne
        [group] groupe
        [location] site
        [location_type] niveau d’organisation
        [field] champ
        [profile] profil
        [role] rôle
        [web_user] utilisateur web
        [invitation] invitation
        [api_key] clé API
        [app_key] clé User.com
        [saved_filter] filtre enregistré
        [tag] étiquette
        [list] liste
        [company] entreprise
        [event] événement
        [webhook] webhook
        [domain] domaine
       *[other] { $name }
    }
history-action-verb =
    { $verb ->
        [created] création
        [updated] modification
        [deleted] suppression
        [restored] restauration
        [revoked] révocation
       *[other] { $verb }
    }

history-yes = oui
history-no = non
history-custom-field = champ personnalisé { $name }
history-field =
    { $field ->
        [people_columns] colonnes de la liste des personnes
        [username] nom d’utilisateur
        [first_name] prénom
        [last_name] nom de famille
        [name] nom
        [password] mot de passe
        [password_link] lien de mot de passe
        [email] adresse e-mail
        [default_phone_number] numéro de téléphone principal
        [phone_numbers] numéros de téléphone
        [language] langue
        [role] rôle
        [groups] groupes
        [locations] sites
        [primary_location] site principal
        [user_profile] profil
        [profile] profil
        [user_data] données personnalisées
        [is_active] actif
        [is_account_confirmed] compte confirmé
        [deactivate_after] désactiver après
        [connect_username] nom d’utilisateur Connect
        [number] numéro
        [key] clé
        [custom_id] ID externe
        [gender] genre
        [status] statut
        [score] score
        [unsubscribed] désabonné
        [notifications] notifications
        [assigned_to] attribué à
        [tags] étiquettes
        [lists] listes
        [case_sharing] partage des dossiers
        [reporting] rapports
        [users] membres
        [metadata] métadonnées
        [site_code] code du site
        [location_type_code] niveau d’organisation
        [parent_location_id] site parent
        [latitude] latitude
        [longitude] longitude
        [external_id] ID externe
        [location_data] données personnalisées
        [code] code
        [parent] parent
        [shares_cases] possède des dossiers
        [view_descendants] voit les dossiers des sous-sites
        [administrative] administratif
        [permissions] autorisations
        [label] libellé
        [value_type] type de valeur
        [choices] choix
        [declared] déclaré
        [position] position
        [required] obligatoire
        [multiple] plusieurs valeurs
        [pattern] modèle
        [pattern_message] message du modèle
        [searchable] interrogeable
        [values] valeurs
        [description] description
        [size] taille
        [employees] employés
        [attributes] attributs
        [wire] réponses de l’API CommCare
        [strong_passwords] mots de passe forts
        [digest_passwords] authentification Digest
        [rate_limit] limite de requêtes
        [domain_rate_limit] limite de requêtes du domaine
        [custom_data_limit] limite des données personnalisées
        [quota] quota
        [username_host] hôte des noms d’utilisateur
        [cases_url] URL des dossiers
        [history_days] jours d’historique
        [enforce_fields] validation dans les API
        [query] requête
        [primary_location_id] site principal
        [assigned_location_ids] sites attribués
        [is_active_in_domain] actif dans le domaine
        [expires_at] date d’expiration
        [prefix] préfixe
        [domain] domaine
        [allowed_ips] adresses IP autorisées
        [contacts_only] contacts uniquement
        [kinds] types de modifications
        [payload] contenu
        [active] actif
        [paused_reason] motif de la pause
       *[other] { $name }
    }
history-not-put-back = Non rétabli :
