people-title = People
people-person = Person { $number }
people-back = Back to person
people-back-to-list = Back to the list

# The list and its filters.
people-add-worker = Add a worker
people-add-contact = Add a contact
people-search-hint = Name, username, e-mail, phone or searchable field
people-filters = Filters
people-filter = Filter
people-clear-filters = Clear filters
people-group = Group
people-location = Location
people-role = Role
people-tag = Tag
people-tag-name = Tag name
people-sort = Sort by
people-more-filters = More filters
people-custom-field = Custom field
people-field-value = Value of the field
people-changed-since = Changed since ({ $zone })
people-no-phone = No phone number
people-never-submitted = Never submitted a form

people-state-active = Active workers
people-state-deactivated = Deactivated workers
people-state-contacts = Contacts
people-state-all = All people

people-order-username = Username A–Z
people-order-username-descending = Username Z–A
people-order-updated-first = Recently updated first
people-order-updated-last = Recently updated last
people-order-newest = Newest first
people-order-oldest = Oldest first

# Two links stand in this sentence: "No workers yet. [Add one] or [import a spreadsheet]."
people-none = No workers yet.
people-total =
    { $count ->
        [one] 1 person
       *[other] { $count } people
    }
people-range = { $first }–{ $last } of { $total } people
people-page-empty = This page is empty. There are { $count } people.

people-select = Select
people-select-all-on-page = Select all on this page
people-selected-workers = Selected workers
people-select-all-results = Select all { $count } results
# The script of the list puts the numbers in.
people-selected = { $count } selected.
people-selected-elsewhere = { $count } selected, { $elsewhere } of them on other pages.
people-clear-selection = Clear selection
people-phone = Phone
people-groups = Groups
people-locations = Locations
people-cases = Cases
people-cases-of = of { $name }
people-last-submission = Last submission
people-in-company = Company: { $name }
people-on-list = List: { $name }
people-columns = Choose columns
people-columns-hint = The choice is kept for your account in this domain. It also applies to the print view. Exports have the columns of imports.
people-columns-shown = Shown columns
people-columns-default = Use the default columns
people-print-all = Print all { $count }
people-print-first = Only the first { $count } are on this page. Use an export of the list for more.
people-export = Export these workers:

people-status-active = Active
people-status-deactivated = Deactivated
people-status-unconfirmed = Unconfirmed
people-status-contact = Contact

# Actions on many workers: in the select of the list.
people-bulk-deactivate = Deactivate
people-bulk-reactivate = Reactivate
people-bulk-join = Add to group
people-bulk-leave = Remove from group
people-bulk-location = Set location
people-bulk-role = Set role
people-bulk-language = Set language
people-bulk-tag = Add tag
people-bulk-untag = Remove tag
people-bulk-field = Set custom field
people-bulk-profile = Set profile
people-bulk-password = Reset passwords
people-bulk-link = Create password links
people-bulk-delete = Delete

# The number of workers, as the buttons below use it.
people-workers =
    { $count ->
        [one] 1 worker
       *[other] { $count } workers
    }
people-bulk-deactivate-workers = Deactivate { people-workers }
people-bulk-reactivate-workers = Reactivate { people-workers }
people-bulk-join-workers = Add { people-workers } to a group
people-bulk-join-named = Add { people-workers } to the group { $group }
people-bulk-leave-workers = Remove { people-workers } from a group
people-bulk-leave-named = Remove { people-workers } from the group { $group }
people-bulk-location-workers = Set the location of { people-workers }
people-bulk-role-workers = Set the role of { people-workers }
people-bulk-language-workers = Set the language of { people-workers }
people-bulk-tag-workers = Add a tag to { people-workers }
people-bulk-untag-workers = Remove a tag from { people-workers }
people-bulk-field-workers = Set a custom field of { people-workers }
people-bulk-profile-workers = Set the profile of { people-workers }
people-bulk-password-workers = Reset the passwords of { people-workers }
people-bulk-link-workers = Create password links for { people-workers }
people-bulk-delete-workers = Delete { people-workers }
people-bulk-change-workers = Change { people-workers }
people-bulk-title = { $action }?
people-bulk-nothing = Nothing changed

people-bulk-selected =
    { $count ->
        [one] The 1 worker that you selected.
       *[other] The { $count } workers that you selected.
    }
people-bulk-imported =
    { $count ->
        [one] The worker that import { $number } created.
       *[other] The { $count } workers that import { $number } created.
    }
people-bulk-found =
    { $count ->
        [one] All 1 worker of the list: { $filters }.
       *[other] All { $count } workers of the list: { $filters }.
    }
# The filters in that sentence, separated by commas.
people-bulk-filter-active = active workers
people-bulk-filter-deactivated = deactivated workers
people-bulk-filter-contacts = contacts
people-bulk-filter-all = all people
people-bulk-filter-search = found by “{ $text }”
people-bulk-filter-group = of the chosen group
people-bulk-filter-location = at the chosen location or below
people-bulk-filter-role = with the chosen role
people-bulk-filter-tag = with the chosen tag
people-bulk-filter-company = of the chosen company
people-bulk-filter-list = on the chosen list
people-bulk-filter-field = with the chosen value of a custom field
people-bulk-filter-phone = without a phone number
people-bulk-filter-forms = who never submitted a form
people-bulk-filter-since = changed since the chosen day

people-bulk-language-hint = Leave empty to remove the language.
people-bulk-value-hint = Leave empty to remove the value.
people-bulk-delete-hint = Deleted workers can be restored for 30 days, under Deleted people.
people-bulk-password-hint = Each worker gets a generated password, and the present one ends. Afterwards you can download the passwords as a CSV file.
people-bulk-location-hint = The location replaces all present locations of a worker.
people-bulk-undo-hint = You can undo the action until one of the workers is changed again.

# Errors: no capital letter and no full stop, as the page adds them.
people-error-days = choose one of the listed numbers of days
people-error-select = select at least one worker first
people-error-choose-action = choose an action
people-error-choose-group = choose a group
people-error-unknown-group = this group does not exist
people-error-unknown-location = this location does not exist
people-error-unknown-role = this role does not exist
people-error-unknown-field = this custom field does not exist
people-error-no-filter = the list has no filter '{ $name }'
people-error-date = enter a date as year-month-day, such as 2026-11-21
people-error-field-value = enter the value of the field
people-error-choose-tag = choose a tag
people-error-no-tag = this tag does not exist
people-error-no-company = this company does not exist
people-error-no-list = this list does not exist
people-error-no-profile = this profile does not exist
people-error-choose-field = choose a custom field
people-error-groups = You can only change the groups of workers with access to all locations.

# The form of a worker.
people-edit = Edit { $name }
people-username-fixed = Username: { $username } (cannot be changed)
people-not-saved = Nothing was saved. Correct the fields marked below.
people-not-added = The worker was not added. Correct the fields marked below.
people-worker-added = Worker added
people-sign-in = Sign-in
people-username-hint = The full username is { $username }. It cannot be changed later.
# The part before the @ of the username in that hint.
people-username-example = name
people-password-hint = Leave empty to generate a password. It is shown once.
people-submit-worker = Add worker
people-first-name = First name
people-last-name = Last name
people-email = E-mail
people-language = Language
people-phone-numbers-hint = Phone numbers, one per line, default number first
people-groups-confined = Groups span locations. Only users with access to all locations can change them.
people-groups-none-yet = No groups yet.
people-groups-more = More groups, one name per line
people-groups-incomplete = Not all groups are listed.
people-groups-search = Search groups
people-locations-none-yet = No locations yet.
people-locations-more = More locations, one site code or name per line
people-locations-incomplete = Not all locations are listed.
people-locations-view = View locations
people-primary-location = Primary location
people-primary-location-first = First selected location
people-custom-data = Custom data
people-profile = Profile
people-profile-hint = A profile sets some of the fields below.
people-profile-sets = Set by the profile.
people-required = Required
people-required-mark = (required)
people-add-value = Add a value
people-value = Value
people-add-as-field = Add it as a new field

people-conflict = Another user has changed this person since you opened the form.
people-conflict-hint = Nothing was saved. Fields that only one of you changed are taken over; where both changed the same field, both values are shown below it. To save your values, press Save again.

# The form of a contact, and of the User.com details of a worker.
people-contact-hint = A contact is a person without a username who does not sign in. The User.com API returns contacts and workers.
people-submit-contact = Add contact
people-gender = Gender
people-gender-none = Not specified
people-gender-female = Female
people-gender-male = Male
people-mailings = Mailings
people-subscribed = Subscribed to mailings
people-unsubscribed = Unsubscribed
people-external-id = External ID
people-score = Score

# The page of a person.
people-reset-password = Reset password
people-deactivate = Deactivate
people-reactivate = Reactivate
people-confirm = Confirm
people-edit-details = Edit User.com details
people-details = Profile
people-profile-is = Profile:
people-custom-data-none = No custom data
people-history = History
people-history-none = No changes yet.
people-forms = Form submissions
people-forms-submitted-30-days = Submitted, last 30 days
people-forms-completed-30-days = Completed, last 30 days
people-forms-submitted-month = Submitted, last month
people-forms-completed-month = Completed, last month
people-groups-none = No groups
people-locations-none = No locations
people-primary = Primary
people-tags = Tags
people-tags-none = No tags
people-tag-remove = Remove tag { $name }
people-tag-new = New tag
people-companies = Companies
people-companies-none = No companies
people-company = Company
people-company-remove = Remove from { $name }
people-company-hint = A company that does not exist is created.

people-phone-numbers = Phone numbers
people-connect-id = ConnectID
people-id = ID
people-usercom-id = User.com ID
people-created = Created
people-updated = Last updated
people-city = City
people-region = Region
people-country = Country
people-time-zone = Time zone
people-facebook = Facebook
people-linkedin = LinkedIn
people-twitter = Twitter
people-google = Google
people-picture = Picture
people-last-ip = Last IP address
people-browser = Browser
people-browser-language = Browser language
people-operating-system = Operating system
people-screen-resolution = Screen resolution
people-first-seen = First seen
people-last-seen = Last seen
people-last-contacted = Last contacted
people-other = Other

# A change of the person, such as "Updated: last name, email".
people-event-created = Created
people-event-updated = Updated
people-event-deleted = Deleted
people-event-fields = { $event }: { $fields }
people-event-source = { $user }, { $channel }
people-channel-commcare = CommCare API
people-channel-usercom = User.com API
people-channel-scim = SCIM
people-channel-console = Console
people-channel-import = Import
people-channel-cli = CLI
people-channel-server = Server

# One-time links with which workers set their passwords.
people-link = Password link
people-link-title = Password link for { $name }
people-link-hint = With a link, a worker chooses a password. The present password works until then, and a new link replaces an earlier one. Deactivated workers get no link. Afterwards you can print slips with QR codes.
people-link-valid-for = The link is valid for
people-link-days =
    { $count ->
        [one] 1 day
       *[other] { $count } days
    }
people-link-create = Create link
people-link-give = Give this link or the printed slip only to the worker.
people-link-once = You cannot see it again.
people-link-print = Print slip

# Passwords.
people-password-title = Reset the password of { $name }
people-password-warning = The current password stops working immediately.
people-password-new = New password
people-password-generate = Generate a password and show it once
people-password-choose = Set this password:
people-password-done = Password reset
# The username stands between these two.
people-password-give = Give this password to
people-password-give-end = .
people-password-once = You cannot see it again.

# Deleting and restoring.
people-delete-title = Delete { $name }?
people-delete-consequence = { $name } and all their data will be deleted. This cannot be undone.
people-delete-username = The username cannot be used again.
# The second of these three is a link.
people-delete-instead = To only block sign-in,
people-delete-instead-link = deactivate
people-delete-instead-end = the worker instead.
people-delete-worker = Delete worker
people-delete-contact = Delete contact
people-deleted-title = Deleted people
people-deleted-hint = People who were deleted in the last 30 days. A restored worker has the earlier password, groups, locations and form submissions again.
people-deleted-none = No deleted people.
people-deleted-at = Deleted
people-deleted-by = User
people-restore = Restore
