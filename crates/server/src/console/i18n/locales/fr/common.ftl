# Words that every area uses.
common-save = Enregistrer
common-cancel = Annuler
common-delete = Supprimer
common-edit = Modifier
common-add = Ajouter
common-search = Rechercher
common-apply = Appliquer
common-done = Terminé
common-copy = Copier
common-copied = Copié
common-print = Imprimer
common-name = Nom
common-username = Nom d’utilisateur
common-password = Mot de passe
common-email = Adresse e-mail
common-details = Détails
common-action = Action
common-status = État
common-domain = Domaine
common-yes = Oui
common-no = Non
common-any = Indifférent
common-none = Aucun
common-on = Activé
common-off = Désactivé
common-results = Résultats
common-no-results = Aucun résultat.

# Dates: the abbreviated months, without spaces inside a name.
common-months = janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc.
common-date = { $day } { $month } { $year }
common-date-time = { $date }, { $time } { $zone }
# The time zone of the server, in a date and time.
common-utc = UTC

# The layout around every page.
common-skip = Aller au contenu
common-switch-domain = Changer de domaine
common-domain-named = Domaine { $name }
common-account = Compte
common-sign-out = Se déconnecter
common-language = Langue
common-nav-people = Personnes
common-nav-imports = Importation
common-nav-groups = Groupes
common-nav-labels = Entreprises, étiquettes et listes
common-nav-locations = Sites
common-nav-fields = Champs personnalisés
common-nav-activity = Activité
common-nav-history = Historique
common-nav-web-users = Utilisateurs web
common-nav-roles = Rôles
common-nav-keys = Clés
common-nav-webhooks = Webhooks
common-nav-settings = Paramètres

# Lists.
common-pages = Pages
common-page = Page
common-previous = Précédent
common-next = Suivant
common-go-to-page = Aller à la page
common-go = Aller
common-suggest-hint = Saisissez une partie du nom
common-not-connected = Non connecté. Ces résultats sont antérieurs.
common-try-again = Réessayer

# The page that asks to type a text; the text stands between the two parts.
common-confirm-type-before = Saisissez
common-confirm-type-after = pour confirmer
common-confirm-mismatch = saisissez { $expected } exactement comme indiqué

# A form whose session had ended.
common-resume-kept = Votre saisie est conservée. Rien n’a encore été enregistré.
common-resume-back = Revenir au formulaire

# Results of forms. "workers" is "Worker" or the number of workers.
common-done-created = Créé.
common-done-saved = Enregistré.
common-done-merged = Enregistré, avec les modifications d’un autre utilisateur.
common-done-unchanged = Rien n’a changé : le nom est trop long.
common-done-invalid-name = Rien n’a changé : ce nom ne peut pas être utilisé.
common-done-too-many-tags = Rien n’a changé : une personne peut avoir au plus 100 étiquettes. Retirez-en une d’abord.
common-done-deleted = Supprimé.
common-done-restored = Restauré.
common-done-put-back = Les anciennes valeurs sont rétablies.
common-done-reset = Mot de passe réinitialisé.
common-done-password = Mot de passe modifié. Vos autres sessions sont déconnectées.
common-done-ended = Session terminée.
common-done-web-user-reactivated = Utilisateur web réactivé.
common-done-web-user-deactivated = Utilisateur web désactivé.
common-done-withdrawn = Invitation retirée.
common-done-revoked = Clé révoquée.
common-done-removed = L’authentification à deux facteurs est désactivée.
common-done-tested = Test envoyé. Le résultat est dans la première ligne des livraisons.
common-done-backup-started = Sauvegarde lancée.
common-done-skipped = La première modification en attente ne sera pas envoyée.
common-done-replayed = Les modifications sont renvoyées.
common-done-language = Langue modifiée.
common-done-deactivated-one = Agent désactivé.
common-done-reactivated-one = Agent réactivé.
common-done-joined-one = Agent ajouté au groupe.
common-done-left-one = Agent retiré du groupe.
common-done-undone-one = Importation annulée : agent restauré ou supprimé.
common-done-deactivated =
    { $count ->
        [one] { $count } agent désactivé.
       *[other] { $count } agents désactivés.
    }
common-done-reactivated =
    { $count ->
        [one] { $count } agent réactivé.
       *[other] { $count } agents réactivés.
    }
common-done-joined =
    { $count ->
        [one] { $count } agent ajouté au groupe.
       *[other] { $count } agents ajoutés au groupe.
    }
common-done-left =
    { $count ->
        [one] { $count } agent retiré du groupe.
       *[other] { $count } agents retirés du groupe.
    }
common-done-added =
    { $count ->
        [one] { $count } personne ajoutée.
       *[other] { $count } personnes ajoutées.
    }
common-done-taken-out =
    { $count ->
        [one] { $count } personne retirée.
       *[other] { $count } personnes retirées.
    }
common-done-undone =
    { $count ->
        [one] Importation annulée : { $count } agent restauré ou supprimé.
       *[other] Importation annulée : { $count } agents restaurés ou supprimés.
    }

common-collision = Modifié par un autre utilisateur ; valeur actuelle : { $now }, la vôtre : { $yours }
common-collision-empty = vide

# Error pages.
common-error-request-id = ID de la requête
common-error-start = Aller à la page d’accueil

# What an undone change leaves out.
common-left-out = Omis, car supprimé entre-temps : { $fields }.
common-left-out-groups = groupes
common-left-out-locations = lieux
common-left-out-tags = étiquettes
common-left-out-lists = listes
common-left-out-role = rôle
common-left-out-profile = profil
common-left-out-user-data = champs personnalisés
