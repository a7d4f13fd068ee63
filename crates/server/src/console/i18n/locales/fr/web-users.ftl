web-users-title = Utilisateurs web
web-users-add = Ajouter un utilisateur web
web-users-hint = Les utilisateurs web se connectent à cette console. Leurs clés donnent aux programmes accès à l’API CommCare.
web-users-role = Rôle
web-users-role-choose = Choisissez un rôle
web-users-role-hint = Seuls les rôles dont vous avez les autorisations sont proposés.
web-users-role-admin = Administrateur
web-users-role-deleted = Rôle supprimé
web-users-active = Actif
web-users-deactivated = Désactivé
web-users-invitations = Invitations
web-users-link-expires = Expiration du lien
web-users-expired = Expirée
web-users-withdraw = Retirer
web-users-withdraw-which = l’invitation de { $email }
web-users-new-hint = La page suivante affiche un lien à envoyer à cette personne. Elle accepte avec son compte, ou en crée un.
web-users-invite = Créer l’invitation
web-users-invited-title = Utilisateur web invité
web-users-invited-send = Envoyez ce lien à
web-users-invited-hint = . Avec ce lien, la personne accepte avec son compte ou en crée un. Il fonctionne une fois, jusqu’au
web-users-invited-once = Vous ne pourrez plus le voir.
web-users-deactivate = Désactiver
web-users-reactivate = Réactiver
web-users-access = Accès
web-users-own = C’est votre propre compte. Avec un autre rôle, vous pourriez perdre des autorisations.
web-users-locations = Sites
web-users-primary = Site principal
web-users-primary-first = Premier site sélectionné
web-users-total =
    { $count ->
        [one] { $count } utilisateur web
       *[other] { $count } utilisateurs web
    }
