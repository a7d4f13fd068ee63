# First steps, the server for its operators, and the tree of locations as a spreadsheet.
start-server = Server
start-version = Version
start-store = Store
start-store-value = { $engine }, schema { $number }
start-size = Size of the database
start-free-store = Free disk space, store
start-free-backups = Free disk space, backups
start-of-total = { $free } of { $total }
start-last-backup = Last backup
start-backup-due = Backup due
start-operators = Operators
start-backups = Backups
start-no-folder = This server has no folder for backups. Set backups in roster.toml, or run roster backup FILE.
start-backup-hint = A backup has all data of all domains, with personal data and secrets: protect it like the store. Files are in { $folder } on this server. The command roster restore restores one.
start-backup-running = A backup is being written since { $time }.
start-refresh = Refresh
start-backup-failed = The last backup failed: { $reason }
start-start-backup = Start a backup
start-file = File
start-file-size = Size
start-file-actions = Actions
start-download = Download
start-domains = Domains
start-no-domains = No domains yet.
start-records-size = Size of the records
start-create-domain-title = Create a domain
start-create-domain = Create domain
start-server-link = Server status and backups
start-name-hint = It is part of all addresses, such as /a/NAME/api/. It cannot be changed later.
start-wire = Responses of the CommCare API
start-wire-documented = As documented
start-wire-live = As the live service sends them
start-first-admin = You become its first admin, and can invite others.
start-delete-backup-title = Delete this backup?
start-delete-backup-text = The file is deleted from the server. Copies that were downloaded stay.
start-delete-backup = Delete backup
start-first-steps = First steps
start-import-sheet = Import a spreadsheet
start-presets = Preset roles
start-presets-hint = Roles that most domains need. You can change them afterwards.
start-add-preset = Add { $name }
start-add-presets = Add all { $count }
start-preset-manager = Manages workers, groups, locations and web users, also through the APIs.
start-preset-supervisor = Manages the workers at the assigned locations and below.
start-preset-read-only = Sees workers, groups and locations, and changes nothing.
start-deactivated = Deactivated
start-deactivate = Deactivate
start-reactivate = Reactivate
start-import-export = Import and export
start-import-export-title = Import and export locations
start-import = Import
start-export = Export
start-preview-first = You see a preview first. Nothing changes until you confirm.
start-import-file = File (CSV, XLSX, XLS or ODS)
start-check-file = Check the file
start-columns = Columns
start-columns-text = name (required), site_code, level (code or name of the organization level), parent (site code of the parent location; empty at the top), external_id, latitude, longitude, data: NAME, location_id. A row with a known location_id or site_code changes that location; other rows create one. An empty cell removes the value, and a missing column changes nothing. Parents can come after their sub-locations. Either all rows are imported or none.
start-export-text = All locations, with the columns that the import reads.
start-preview = Preview of the import
start-summary = Summary
start-errors = Errors
start-to-create = To create
start-to-update = To update
start-no-change = No change
start-import-refused = Nothing was changed. Correct the rows with errors, and upload the file again.
start-import-nothing = The file changes nothing.
start-import-confirm =
    { $count ->
        [one] Import { $count } location
       *[other] Import { $count } locations
    }
start-row = Row
start-parent = Parent
start-outcome = Outcome
start-first-rows = The first 500 rows of each outcome are shown.
start-choose-file = choose a file
start-file-large = the table is larger than 4 MiB: split it
start-delete-location-title = Delete this location?
start-delete-location = Delete location
start-delete-below =
    { $count ->
        [one] Its { $count } sub-location will be deleted too.
       *[other] Its { $count } sub-locations will be deleted too.
    }
start-delete-no-workers = No workers are assigned.
start-delete-workers =
    { $count ->
        [one] { $count } worker will lose the assignment and keep the account; { $without } will have no location.
       *[other] { $count } workers will lose the assignment and keep the account; { $without } will have no location.
    }
start-delete-web-users =
    { $count ->
        [one] { $count } web user will lose the assignment.
       *[other] { $count } web users will lose the assignment.
    }
start-cannot-undo = This cannot be undone.
start-unknown-columns = unknown column { $names }: correct the name, or start it with 'data: ' for a custom value
start-missing-column = the table has no column '{ $name }': add it
start-too-many-locations = the table has more than { $most } locations: split it
