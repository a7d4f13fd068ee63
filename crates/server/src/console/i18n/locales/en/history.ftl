history-title = History
history-deleted-people = Deleted people
history-download = Download CSV
history-filters = Filters
history-record-type = Record type
history-record = Record
history-record-hint = Username, name or ID
history-from = From
history-to = To
history-source = Source
history-user = User
history-filter = Filter
history-results = Results
history-no-results = No results.
history-none = No changes yet.
history-order = Newest first. Dates are in the time zone { $zone }.
history-clear-filters = Clear filters
history-change = Change
history-fields = Fields
history-time = Time
history-number = No.
history-put-back = Put back
history-put-back-change = change { $number }
history-newest = Newest
history-older = Older
history-date-invalid = Enter dates as year-month-day, such as 2026-11-21.

history-kind-person = People
history-kind-group = Groups
history-kind-location = Locations
history-kind-location-type = Organization levels
history-kind-field = Custom fields
history-kind-profile = Profiles
history-kind-role = Roles
history-kind-web-user = Web users
history-kind-invitation = Invitations
history-kind-api-key = API keys
history-kind-app-key = User.com keys
history-kind-saved-filter = Saved filters
history-kind-tag = Tags
history-kind-list = Lists
history-kind-company = Companies
history-kind-event = Events
history-kind-webhook = Webhooks
history-kind-domain = Domain

# What happened, such as "group created".
history-action = { $record } { $verb }
history-action-record =
    { $kind ->
        [person] person
        [group] group
        [location] location
        [location_type] organization level
        [field] field
        [profile] profile
        [role] role
        [web_user] web user
        [invitation] invitation
        [api_key] API key
        [app_key] User.com key
        [saved_filter] saved filter
        [tag] tag
        [list] list
        [company] company
        [event] event
        [webhook] webhook
        [domain] domain
       *[other] { $name }
    }
history-action-verb =
    { $verb ->
        [created] created
        [updated] updated
        [deleted] deleted
        [restored] restored
        [revoked] revoked
       *[other] { $verb }
    }

history-yes = yes
history-no = no
history-custom-field = custom field { $name }
# The label of a changed field: its name in the change log with spaces.
history-field =
    { $field ->
       *[other] { $name }
    }
history-not-put-back = Not put back:
