groups-title = Groupes
groups-add = Ajouter un groupe
groups-edit = Modifier le groupe
groups-none = Aucun groupe pour l’instant.
groups-total =
    { $count ->
        [one] { $count } groupe
       *[other] { $count } groupes
    }
groups-id = ID du groupe
groups-case-sharing = Partage des dossiers
groups-case-sharing-check = Partage des dossiers : les membres partagent leurs dossiers
groups-reporting = Rapports
groups-reporting-check = Rapports : afficher le groupe dans les rapports

groups-members = Membres
groups-active-members = Membres actifs
groups-page-empty = Cette page est vide.
groups-members-none = Aucun membre pour l’instant. Ajoutez-en ci-dessous.
groups-select = Sélectionner
groups-select-member = Sélectionner { $name }
groups-remove-selected = Retirer la sélection

groups-add-members = Ajouter des membres
groups-add-search = Agents à ajouter
groups-search-workers = Rechercher des agents
groups-search-hint = Nom, nom d’utilisateur, e-mail ou téléphone
groups-search-results = Résultats de la recherche
groups-already-member = , déjà membre
groups-add-selected = Ajouter la sélection

groups-delete = Supprimer le groupe
groups-delete-title = Supprimer le groupe { $name } ?
groups-delete-empty = Le groupe n’a aucun membre. Cette action est irréversible.
groups-delete-members =
    { $count ->
        [one] Le groupe a { $count } membre. Les membres ne sont pas supprimés. Cette action est irréversible.
       *[other] Le groupe a { $count } membres. Les membres ne sont pas supprimés. Cette action est irréversible.
    }
