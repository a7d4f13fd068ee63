roles-title = Roles
roles-add = Add a role
roles-edit = Edit role
roles-hint = A role is a set of permissions for web users and workers. Admins have all permissions.
roles-none = No roles yet.
roles-permissions = Permissions
roles-workers = Workers
roles-no-permissions = No permissions
roles-users = Users with this role
roles-no-users = No users
roles-others = Other CommCare HQ permissions (no effect in Roster)
roles-others-legend = Other permissions
roles-delete-title = Delete the role { $name }?
roles-delete-hint = You can only delete a role that no user has. This cannot be undone.
roles-delete-button = Delete role

# Permissions by group.
roles-group-people = People
roles-group-locations = Locations
roles-group-web-users = Web users
roles-group-apis = APIs
roles-group-domain = Domain
roles-group-location-access = Location access
roles-view-people = View people
roles-edit-people = Add, edit and delete people, groups and custom fields
roles-view-groups = View groups
roles-view-locations = View locations and organization levels
roles-edit-locations = Add and edit locations and organization levels
roles-view-web-users = View web users
roles-edit-web-users = Add and edit web users
roles-view-roles = View roles
roles-edit-roles = Add, edit and delete roles
roles-access-api = Use the APIs
roles-edit-data = Report form submissions of workers
roles-edit-domain = Edit settings, and view and revoke the keys of other users
roles-manage-webhooks = Manage webhooks, which send all changes to other systems
roles-access-all-locations = Access all locations. Without it, access is limited to the assigned locations.
roles-workers-count =
    { $count ->
        [one] { $count } worker
       *[other] { $count } workers
    }
