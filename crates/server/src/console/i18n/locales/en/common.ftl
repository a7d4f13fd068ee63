# Words that every area uses.
common-save = Save
common-cancel = Cancel
common-delete = Delete
common-edit = Edit
common-add = Add
common-search = Search
common-apply = Apply
common-done = Done
common-copy = Copy
common-copied = Copied
common-print = Print
common-name = Name
common-username = Username
common-password = Password
common-email = E-mail address
common-details = Details
common-action = Action
common-status = Status
common-domain = Domain
common-yes = Yes
common-no = No
common-any = Any
common-none = None
common-on = On
common-off = Off
common-results = Results
common-no-results = No results.

# Dates: the abbreviated months, without spaces inside a name.
common-months = Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec
common-date = { $day } { $month } { $year }
common-date-time = { $date }, { $time } { $zone }
# The time zone of the server, in a date and time.
common-utc = UTC

# The layout around every page.
common-skip = Skip to content
common-switch-domain = Switch domain
common-domain-named = Domain { $name }
common-account = Account
common-sign-out = Sign out
common-language = Language
common-nav-people = People
common-nav-imports = Import
common-nav-groups = Groups
common-nav-labels = Companies, tags and lists
common-nav-locations = Locations
common-nav-fields = Custom fields
common-nav-activity = Activity
common-nav-history = History
common-nav-web-users = Web users
common-nav-roles = Roles
common-nav-keys = Keys
common-nav-webhooks = Webhooks
common-nav-settings = Settings

# Lists.
common-pages = Pages
common-page = Page
common-previous = Previous
common-next = Next
common-go-to-page = Go to page
common-go = Go
common-suggest-hint = Type part of the name
common-not-connected = Not connected. These are earlier results.
common-try-again = Try again

# The page that asks to type a text; the text stands between the two parts.
common-confirm-type-before = Type
common-confirm-type-after = to confirm
common-confirm-mismatch = type { $expected } exactly as shown

# A form whose session had ended.
common-resume-kept = Your input is kept. Nothing was saved yet.
common-resume-back = Back to the form

# Results of forms. "workers" is "Worker" or the number of workers.
common-done-created = Created.
common-done-saved = Saved.
common-done-merged = Saved, together with the changes of another user.
common-done-unchanged = Nothing changed: the name is too long.
common-done-invalid-name = Nothing changed: the name cannot be used.
common-done-too-many-tags = Nothing changed: a person can have at most 100 tags. Remove one first.
common-done-deleted = Deleted.
common-done-restored = Restored.
common-done-put-back = The earlier values are back.
common-done-reset = Password reset.
common-done-password = Password changed. Your other sessions are signed out.
common-done-ended = Session ended.
common-done-web-user-reactivated = Web user reactivated.
common-done-web-user-deactivated = Web user deactivated.
common-done-withdrawn = Invitation withdrawn.
common-done-revoked = Key revoked.
common-done-removed = Two-factor authentication is off.
common-done-tested = Test sent. The result is in the first row of the deliveries.
common-done-backup-started = Backup started.
common-done-skipped = The first waiting change will not be sent.
common-done-replayed = The changes are being sent again.
common-done-language = Language changed.
common-done-deactivated-one = Worker deactivated.
common-done-reactivated-one = Worker reactivated.
common-done-joined-one = Worker added to the group.
common-done-left-one = Worker removed from the group.
common-done-undone-one = Import undone: Worker restored or deleted.
common-done-deactivated =
    { $count ->
        [one] { $count } worker deactivated.
       *[other] { $count } workers deactivated.
    }
common-done-reactivated =
    { $count ->
        [one] { $count } worker reactivated.
       *[other] { $count } workers reactivated.
    }
common-done-joined =
    { $count ->
        [one] { $count } worker added to the group.
       *[other] { $count } workers added to the group.
    }
common-done-left =
    { $count ->
        [one] { $count } worker removed from the group.
       *[other] { $count } workers removed from the group.
    }
common-done-added =
    { $count ->
        [one] { $count } person added.
       *[other] { $count } people added.
    }
common-done-taken-out =
    { $count ->
        [one] { $count } person removed.
       *[other] { $count } people removed.
    }
common-done-undone =
    { $count ->
        [one] Import undone: { $count } worker restored or deleted.
       *[other] Import undone: { $count } workers restored or deleted.
    }

# A field that two users changed: the value now, and the value in the form.
common-collision = Changed by another user; now: { $now }, yours: { $yours }
common-collision-empty = empty

# Error pages.
common-error-request-id = Request ID
common-error-start = Go to the start page

# What an undone change leaves out.
common-left-out = Left out, because it no longer exists: { $fields }.
common-left-out-groups = groups
common-left-out-locations = locations
common-left-out-tags = tags
common-left-out-lists = lists
common-left-out-role = role
common-left-out-profile = profile
common-left-out-user-data = custom fields
