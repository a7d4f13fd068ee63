fields-title = Custom fields
fields-hint = Additional information about people. Declared fields are shown for every worker. Undeclared fields appeared with incoming data.
fields-none = No custom fields yet.
fields-add = Add a field
fields-submit = Add field
fields-edit = Edit { $name }
fields-key = Key
fields-key-is = Key:
fields-key-hint = The name in the API and in spreadsheets: letters, digits, _ and -. It cannot be changed later.
fields-label = Label
fields-label-hint = The name in the console. Leave empty to use the key.
fields-type = Type
fields-choices = Choices
fields-choices-hint = One per line. Leave empty to allow any value of the type. Existing values do not change.
fields-declared = Declared
fields-undeclared = Undeclared
fields-required = Required
fields-searchable = Searchable
fields-declared-check = Declared: shown for every worker
fields-required-check = Required: every worker needs a value
fields-searchable-check = Searchable: searches find people by its words
fields-position = Position in forms
fields-position-hint = A number. Fields with the same number are in the order in which they were added.
fields-pattern = Pattern
# An example stands between these two.
fields-pattern-hint = A regular expression that the whole value must match, such as
fields-pattern-hint-end = .
fields-message = Message
fields-message-hint = Shown for a value that does not match the pattern.

fields-type-text = Text
fields-type-number = Number
fields-type-integer = Whole number
fields-type-date = Date
fields-type-datetime = Date and time
fields-type-boolean = Yes or no
fields-type-choice = One choice
fields-type-multiple = Several choices
fields-type-json = JSON

fields-delete = Delete field
fields-delete-title = Delete the field { $name }?
fields-delete-people =
    { $count ->
        [0] No one has a value.
        [one] The value of 1 person is deleted.
       *[other] The values of { $count } people are deleted.
    }
fields-delete-profiles =
    { $count ->
        [one] Delete 1 profile that set it first: { $names }.
       *[other] Delete { $count } profiles that set it first: { $names }.
    }
fields-delete-final = This cannot be undone.

fields-profiles = Profiles
fields-profiles-hint = A profile sets several fields of a worker at once. These values cannot be edited on the worker.
fields-profiles-none = No profiles yet.
fields-profile-id = Profile ID
fields-profile-values = Values
fields-profile-values-hint = Fields left empty stay editable on each worker.
fields-profile-not-set = Not set
fields-profile-add = Add a profile
fields-profile-submit = Add profile
# Hidden, after "Delete".
fields-profile-named = profile { $name }
fields-profile-delete = Delete profile
fields-profile-delete-title = Delete the profile { $name }?
fields-profile-delete-hint = You can only delete a profile that no worker has. This cannot be undone.
fields-choice-repeated = '{ $choice }' is listed more than once
