web-users-title = Web users
web-users-add = Add a web user
web-users-hint = Web users sign in to this console. Their keys give programs access to the CommCare API.
web-users-role = Role
web-users-role-choose = Choose a role
web-users-role-hint = Only roles with permissions that you have are listed.
web-users-role-admin = Admin
web-users-role-deleted = Deleted role
web-users-active = Active
web-users-deactivated = Deactivated
web-users-invitations = Invitations
web-users-link-expires = Link expires
web-users-expired = Expired
web-users-withdraw = Withdraw
web-users-withdraw-which = the invitation of { $email }
web-users-new-hint = The next page shows a link to send to this person. They join with their account, or create one.
web-users-invite = Create invitation
web-users-invited-title = Web user invited
web-users-invited-send = Send this link to
web-users-invited-hint = . With it, they join with their account or create one. It works once, until
web-users-invited-once = You cannot see it again.
web-users-deactivate = Deactivate
web-users-reactivate = Reactivate
web-users-access = Access
web-users-own = This is your own account. With another role you may lose permissions.
web-users-locations = Locations
web-users-primary = Primary location
web-users-primary-first = First selected location
web-users-total =
    { $count ->
        [one] { $count } web user
       *[other] { $count } web users
    }
