# Rules of single operations. They follow the name of a column or become a sentence below an input, as the
# problems in errors.ftl do.
rules-same-password = must differ from the current password
rules-wrong-password = is not the current password
rules-offer-expired = the offer has expired: start again
rules-wrong-code = is not the current code of the app, or was used before
rules-has-account = this address has an account: sign in to accept the invitation
rules-check-input = you are signed in again, and your input is below. Nothing was saved yet: check it, then send it
rules-no-such-worker = this worker does not exist
rules-worker-deactivated = the worker is deactivated: reactivate the account first
rules-changed-again = was changed again since
rules-no-earlier-values = the earlier values are not stored
rules-gone =
    { $count ->
        [one] { $names } does not exist any more
       *[other] { $names } do not exist any more
    }
rules-invalid-setting = invalid value '{ $value }': must be { $expected }
rules-setting =
    { $kind ->
        [flag] true or false
        [wire] documented or live
        [requests] a whole number of requests per minute, or 0 for no limit
        [data] a number of bytes from 1024 to 1048576
        [bytes] a whole number of bytes, or 0 for no limit
        [host] a host name, such as commcarehq.org
        [cases] a URL that begins with https:// or http://, with no placeholders other than {"{domain}"}, {"{user_id}"} and {"{username}"}
       *[days] a whole number of days, or 0 for ever
    }
rules-time-zone = '{ $value }' is not a time zone; use a name such as Africa/Nairobi
rules-time-zone-similar = '{ $value }' is not a time zone; did you mean { $similar }?
rules-or = { $one } or { $other }
rules-parent-deactivated = the parent location is deactivated: reactivate it first
rules-too-many-assigned = more than { $most } workers are assigned to it or to locations below it: give them another location first
rules-repeated-location = an earlier row is the same location
rules-level-in-use = cannot change while there are locations of this type
rules-one-choice = choose one value
rules-pattern = does not match the pattern { $value }
rules-too-many-fields = would give the domain more than { $most } custom fields
rules-needs-choices = enter at least one choice, one per line
rules-not-a-regex = is not a regular expression: { $value }
rules-position = must be a whole number from 0 to 9999
rules-slug = '{ $value }' may contain only letters, digits, '_' and '-'
rules-field-of-profiles = these profiles set the field; delete them first: { $names }
rules-profile-in-use = some workers have this profile: give them another profile first
rules-role-more-rights = the role has permissions that you do not have
rules-role-name-in-use = cannot be changed while workers have the role
rules-role-in-use = the role is in use: give its holders another role first
rules-not-in-future = must be in the future
rules-key-per-domain = create a key for each domain
rules-first-password = replace your first password before you create a key for all domains
rules-role-needs-domain = requires a domain: each role belongs to one domain
rules-day = write a month as 03-2027, or a day as 2027-03-31
rules-repeated-worker = row { $row } has the same worker: remove one of the two rows
rules-other-domain = must be '{ $value }', the domain of the import
rules-unconfirmed-active = an unconfirmed account cannot be active
rules-error-text = is an error of the spreadsheet; correct it
rules-cell =
    { $problem ->
        [error] the cell shows an error of the spreadsheet; correct it
        [date] the cell has a date format, but no date; correct it
        [digits] the number has more digits than a number cell can hold; format the column as text and enter the value again
        [formula] the formula has no saved value; open the workbook in a spreadsheet program, save it and upload it again
       *[merged] cells of several columns are merged
    }
rules-no-header = a cell has no header
rules-cell-count = the row has { $found } cells, but the header has { $expected }; the file may be incomplete, or a quotation mark is missing
rules-not-an-object = the row is not a JSON object; the file may be incomplete
rules-column-per-field = needs a column of its own for each custom field: 'data: field'
rules-unsupported = is not supported; leave it empty
rules-group-row = row { $row } of the sheet 'groups': { $problem }
rules-group-name-taken = another group has the name '{ $value }'
rules-not-flag = '{ $value }' is not true or false
rules-group-without-name = a group has no name
rules-group-id = the id is too long
rules-too-many-groups = there are more than { $most } groups
rules-cannot-undo = cannot be undone: { $reason }
rules-undo-undone = it was undone already
rules-undo-changed = these workers were changed since: { $names }
rules-undo-submitted = workers that it created have submitted forms since
rules-undo-deleted = some of its workers were deleted since
rules-too-many-webhooks = the domain already has { $most } webhooks, which is the limit
rules-payload-without-people = must include changes of people: the payload 'commcare' has no others
rules-unknown-kind = '{ $value }' is no kind of change: use *, a record such as person.*, or a kind such as person.created
rules-nothing-waiting = no change is waiting
rules-unknown-change = must be the number of a change, from 0 to { $last }
rules-change-or-cursor = must be the number of a change, or a cursor
rules-nothing-to-test = the domain has no active worker that could be sent as a test
rules-not-a-url = must be a URL, such as https://example.org/roster
rules-not-https = must begin with https://
rules-http-not-listed = must begin with https://; http:// is only allowed to the networks that the operator lists in webhook_networks
rules-url-credentials = must not contain a user name or password
rules-url-fragment = must not contain a fragment (#)
rules-address-refused = { $address } is { $kind }, and webhook_networks does not list it
rules-address-kind =
    { $kind ->
        [metadata] the metadata address of cloud providers
        [provider] the metadata address of a cloud provider
        [unspecified] an unspecified address
        [private] a private address
        [loopback] a loopback address
        [link] a link-local address
        [reserved] a reserved address
        [documentation] an address for documentation
        [multicast] a multicast address
       *[tls] an address that needs https://
    }
rules-of-host = { $host }: { $problem }
