roles-title = Rôles
roles-add = Ajouter un rôle
roles-edit = Modifier le rôle
roles-hint = Un rôle est un ensemble d’autorisations pour les utilisateurs web et les agents. Les administrateurs ont toutes les autorisations.
roles-none = Aucun rôle pour le moment.
roles-permissions = Autorisations
roles-workers = Agents
roles-no-permissions = Aucune autorisation
roles-users = Utilisateurs ayant ce rôle
roles-no-users = Aucun utilisateur
roles-others = Autres autorisations de CommCare HQ (sans effet dans Roster)
roles-others-legend = Autres autorisations
roles-delete-title = Supprimer le rôle { $name } ?
roles-delete-hint = Vous ne pouvez supprimer qu’un rôle qu’aucun utilisateur n’a. Cette action est définitive.
roles-delete-button = Supprimer le rôle

# Permissions by group.
roles-group-people = Personnes
roles-group-locations = Sites
roles-group-web-users = Utilisateurs web
roles-group-apis = API
roles-group-domain = Domaine
roles-group-location-access = Accès aux sites
roles-view-people = Voir les personnes
roles-edit-people = Ajouter, modifier et supprimer des personnes, des groupes et des champs personnalisés
roles-view-groups = Voir les groupes
roles-view-locations = Voir les sites et les niveaux d’organisation
roles-edit-locations = Ajouter et modifier des sites et des niveaux d’organisation
roles-view-web-users = Voir les utilisateurs web
roles-edit-web-users = Ajouter et modifier des utilisateurs web
roles-view-roles = Voir les rôles
roles-edit-roles = Ajouter, modifier et supprimer des rôles
roles-access-api = Utiliser les API
roles-edit-data = Signaler les envois de formulaires des agents
roles-edit-domain = Modifier les paramètres, et voir et révoquer les clés des autres utilisateurs
roles-manage-webhooks = Gérer les webhooks, qui envoient toutes les modifications à d’autres systèmes
roles-access-all-locations = Accéder à tous les sites. Sans cela, l’accès est limité aux sites attribués.
roles-workers-count =
    { $count ->
        [one] { $count } agent
       *[other] { $count } agents
    }
