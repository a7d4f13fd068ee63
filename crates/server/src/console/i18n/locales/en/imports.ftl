imports-title = Import
imports-upload = Upload a spreadsheet of workers
imports-upload-hint = You see a preview first. Nothing changes until you confirm.
imports-file = File (CSV, XLSX or JSON Lines, up to { $megabytes } MB)
imports-check = Check the file
imports-choose-file = choose a file
imports-file-type = this file type is not supported. Choose a file that ends in .csv, .xlsx, .xls, .ods or .jsonl

# The paragraph about columns. Column names, which are not translated, stand between its parts.
imports-columns = Columns and template
imports-columns-first-row = The first row contains the column names of CommCare's bulk upload:
imports-columns-or = or
imports-columns-any-of = , and any of
imports-columns-and = , and
imports-columns-custom = for each custom field.
imports-columns-missing = A missing column changes nothing. An empty cell removes phone numbers, groups, locations, the profile, the day of the deactivation and custom values; in the other columns it changes nothing, and
imports-columns-clear = removes a name, e-mail address, language or role.
# "****" stands in parentheses between these two.
imports-columns-asterisks = A password of asterisks
imports-columns-asterisks-keep = does not change the password.
imports-columns-again = Importing the same file again changes nothing.
imports-template = Download an empty template with the columns of this domain:
# A link stands between "before" and "after".
imports-template-workers-before = To get a template with your workers, export the list of
imports-template-workers-link = people
imports-template-workers-after = . Edit the file and upload it here.

imports-pending = Previews that wait for you
imports-pending-uploaded = , uploaded
imports-pending-running = , still being checked

imports-history = Import history
imports-none = No imports yet.
imports-column-file = File
imports-column-number = Import
imports-column-time = Time
imports-column-user = User
imports-column-action = Action
imports-undone = Undone
imports-undo = Undo
imports-password-links-of = Password links
imports-undo-number = import { $number }
imports-undo-until = You can undo an import until one of its workers is changed again.

imports-heading-changing = Changing workers
imports-heading-action-stopped = The action stopped
imports-heading-action-finished = Action finished
imports-heading-checking = Checking the file
imports-heading-importing = Importing
imports-heading-unreadable = The file cannot be read
imports-heading-failed = Import failed
imports-heading-columns = Match the columns
imports-heading-preview = Import preview
imports-heading-finished = Import finished
imports-heading-nothing = Nothing was imported

imports-people = People
imports-progress = Progress
imports-progress-workers =
    { $count ->
        [one] 1 worker so far
       *[other] { $count } workers so far
    }
imports-progress-rows =
    { $count ->
        [one] 1 row so far
       *[other] { $count } rows so far
    }
imports-progress-errors = , { $count } with errors
imports-progress-leave = . You can leave this page and come back.
imports-refresh = Refresh

imports-unreadable = The file cannot be read: { $reason }.
imports-action-stopped = The action stopped: { $reason }.
imports-stopped = The import stopped: { $reason }.
imports-action-changed =
    { $count ->
        [one] 1 worker was changed before that.
       *[other] { $count } workers were changed before that.
    }
imports-nothing-changed-correct = Nothing was changed. Correct the file and upload it again.
imports-nothing-changed-again = Nothing was changed. Upload the file again.
imports-rows-imported =
    { $count ->
        [one] 1 row was imported before that. Upload the file again: rows that are already imported do not change.
       *[other] { $count } rows were imported before that. Upload the file again: rows that are already imported do not change.
    }
imports-upload-file = Upload a file
imports-upload-another = Upload another file

# The unknown headers of a file, for which the user chooses columns.
imports-columns-unknown =
    { $count ->
        [one] 1 column is not recognized
       *[other] { $count } columns are not recognized
    }
imports-columns-unknown-hint = Choose what each column contains. You see the preview next; nothing changes until you confirm. To keep a column as custom data, add a custom field first, and upload the file again.
imports-columns-empty = No values in the first rows.
imports-columns-values = First values:
imports-columns-ignore = Leave this column out
imports-columns-known = Columns
imports-columns-fields = Custom fields
imports-columns-did-you-mean = Did you mean { $column }?
imports-columns-preview = Show the preview
imports-columns-change = Change the columns
imports-columns-same = “{ $other }” is { $column } too. Leave one of them out
imports-columns-choose = choose a column, or leave it out
imports-columns-no-identity = Choose the column with the usernames, or that with the IDs (user_id).

imports-summary = Summary
imports-errors = Errors
imports-to-update = To update
imports-to-create = To create
imports-updated = Updated
imports-created = Created
imports-no-change = No change

imports-no-valid-row = No row can be imported. Correct the file and upload it again.
imports-all-same = Nothing to import: all workers already have these values.
imports-not-yet = Nothing has changed yet.
imports-not-yet-errors = To import all rows, correct the errors in the file and upload it again.
imports-mode = Import mode
imports-mode-rows =
    { $count ->
        [1] Import the valid row
       *[other] Import the { $count } valid rows
    }
imports-mode-rows-skip = , skip the { $count } with errors
imports-mode-atomic = Only import if every row is valid
imports-execute =
    { $count ->
        [one] Import 1 worker
       *[other] Import { $count } workers
    }
imports-result =
    { $created } created, { $updated } updated, { $unchanged } without change{ $skipped ->
        [0] .
       *[other] , { $skipped } skipped because of errors.
    }
imports-nothing-because =
    { $count ->
        [one] Nothing was imported because 1 row has errors. Correct the file and upload it again.
       *[other] Nothing was imported because { $count } rows have errors. Correct the file and upload it again.
    }
imports-slips = Print slips
imports-password-links =
    { $count ->
        [one] Password link for the new worker
       *[other] Password links for { $count } new workers
    }
imports-report = Download report
imports-error-rows = Download the rows with errors
imports-undo-action = Undo action
imports-undo-import = Undo import
imports-view-people = View people

imports-rows = Rows
imports-rows-filter = Filter rows
imports-rows-first = The first { $count } rows are shown. The report contains all rows.
imports-rows-none = No rows.
imports-row = Row
imports-worker = Worker
imports-changes = Changes
imports-values = Values
imports-empty = empty
imports-changes-to = changes to
imports-changes-arrow = →
imports-more = and { $count } more
# What is wrong in a cell, and how to correct it.
imports-error-line = { $problem }; { $remedy }

imports-undo-title = Undo import { $number }?
# The word to type, before the number of the import.
imports-undo-word = undo
imports-undo-deletes =
    { $count ->
        [one] 1 worker created by { $file } will be deleted
       *[other] { $count } workers created by { $file } will be deleted
    }
imports-undo-restores =
    { $count ->
        [one] 1 changed worker gets back the earlier values and password
       *[other] { $count } changed workers get back the earlier values and password
    }
imports-undo-one = { $effect }.
imports-undo-both = { $deletes }; { $restores }.
imports-undo-heading = Undo of import { $number }
imports-undo-stopped = The undo stopped: { $reason }. To continue it, undo the import again.
imports-undo-kept = Not undone, because someone changed these workers in the meantime: { $names }.
imports-undo-gone =
    { $count ->
        [one] 1 worker was deleted in the meantime.
       *[other] { $count } workers were deleted in the meantime.
    }
imports-undo-part = { $done } of { $total } undone

imports-note-other-sheets = Other sheets of the workbook were not read: { $names }.
imports-note-ignored-columns = Ignored columns: { $names }.
imports-note-windows-1252 = The file is not in UTF-8 and was read as Windows-1252: check letters with accents, or save it as 'CSV UTF-8'.
imports-note-groups-created = Groups that were created: { $names }.
imports-note-groups-changed = Groups that were changed: { $names }.
imports-note-groups-would-create = Groups that would be created: { $names }.
imports-note-groups-would-change = Groups that would be changed: { $names }.

imports-reason-busy = the server was too busy
imports-reason-server = server error; details are in the server log
imports-reason-report = the report could not be written; details are in the server log
imports-reason-too-large = the table contains more than { $megabytes } MB. Split it, or use `roster import`
imports-reason-file = the file cannot be read or written
imports-reason-unknown-columns = unknown column { $columns }: correct the name, or start it with 'data: ' for a custom field
imports-reason-column = '{ $name }'
imports-reason-column-similar = '{ $name }' (did you mean '{ $similar }'?)
imports-reason-repeated-column = the column '{ $name }' appears twice: remove one of them
imports-reason-same-column = the columns '{ $other }' and '{ $name }' are both '{ $column }': remove one of them
imports-reason-no-identity = the table has neither a column 'username' nor a column 'user_id': add one
imports-reason-empty = the table is empty: its first row must name the columns
imports-reason-exported-row = the row of '{ $username }' is longer than the 4 MiB that an import accepts: remove some of its custom data
imports-reason-does-not-fit = { $reason }: export as jsonl instead
imports-misfit-rows = a worksheet can hold 1,048,575 workers at most
imports-misfit-columns = a table can have { $most } columns at most
imports-misfit-size = the workbook would be larger than an import accepts
imports-misfit-text = a value of '{ $column }' is longer than { $most } characters
imports-misfit-value = a worker has a value without a column, see `roster check`
imports-misfit-row = a row cannot be written
imports-misfit-workbook = the workbook cannot be written ({ $reason })
imports-reason-too-many-columns = row { $row } has more than the maximum of { $most } columns
imports-reason-too-many-rows = the table has more than { $most } rows: split it
imports-reason-row-too-long = row { $row } is longer than 4 MiB: check whether a closing quotation mark is missing
imports-reason-unclosed-quote = the quotation mark that opens a cell in row { $row } is never closed: close it, and double the quotation marks inside a cell
imports-reason-text-after-quote = row { $row } has a text after a closing quotation mark: double the quotation marks inside a cell
imports-reason-not-utf-8 = row { $row } is not in UTF-8: save the file as 'CSV UTF-8'
imports-reason-damaged = the file is damaged or incomplete at row { $row }: save or upload it again

imports-remedy-enter = enter a value
imports-remedy-email = write one address such as ada@example.org, or leave it empty
imports-remedy-phone = write digits, with at most one + in front, or leave it empty
imports-remedy-true-or-false = write true or false
imports-remedy-username = use only letters, digits and . _ + -
imports-remedy-host = remove the @ and everything after it
imports-remedy-other-username = choose another username; usernames of deleted workers stay taken
imports-remedy-no-id = leave user_id empty to create a new worker
imports-remedy-present = write the present value, or remove the column
imports-remedy-group = create the group first, or correct its name
imports-remedy-location = create the location first, or correct its site code
imports-remedy-role = `roster role list` shows the roles
imports-remedy-profile = `roster profile list` shows the profiles
imports-remedy-controlled = empty the cell; the profile or the server sets this value
imports-remedy-password = choose another password, or write **** to keep the present one
imports-remedy-shorten = shorten the value
imports-remedy-null = remove the character U+0000
imports-remedy-correct = correct the row

imports-reason-not-workbook = the file is not a workbook: { $remedy }
imports-reason-not-csv = the file is not CSV: { $remedy }
imports-reason-not-readable = the file is not readable: { $remedy }
imports-reason-not-complete = the file is not complete: { $remedy }
imports-reason-too-large-workbook = the workbook is too large: { $limit }

imports-file-save-again = it may be incomplete or have the wrong extension; save or upload it again
imports-file-password = the workbook is protected by a password; save it without one
imports-file-binary = it is a binary workbook (.xlsb); save it as .xlsx
imports-file-document = it is a document of a word processor; copy its table into a spreadsheet
imports-file-pdf = it is a PDF; copy its table into a spreadsheet
imports-file-numbers = it is a spreadsheet of Numbers; export it as .xlsx or .csv
imports-file-zip = it is a zip archive; unpack it
imports-file-gzip = it is a gzip archive; unpack it
imports-file-rename-ods = it is a workbook; rename it to .ods
imports-file-rename-or-unpack = it is a workbook or an archive; rename it to .xlsx or unpack it
imports-file-rename-xls = it is a workbook; rename it to .xls
imports-file-rename-jsonl = it is JSON; rename it to .jsonl
imports-file-rename-csv = it is a text file; rename it to .csv
imports-file-xml = it is an XML spreadsheet of Excel 2003; open it in a spreadsheet program and save it as .xlsx
imports-file-flat = it is a flat OpenDocument file; save it as .ods or .xlsx
imports-file-html = it is a web page (HTML); open it in a spreadsheet program and save it as .xlsx
imports-file-values = the formula has no saved value; open the workbook in a spreadsheet program, save it and upload it again
imports-file-error-values = a cell shows an error of the spreadsheet, such as #ERROR!, #SPILL! or #CALC!; correct it and save the workbook again

imports-limit-files = it contains too many files
imports-limit-cell = a cell is longer than 1 MiB
imports-limit-data = its uncompressed data exceeds the limit for a table of workers
imports-limit-xls = save it as .xlsx
imports-limit-merged = it has too many merged cells
imports-limit-repeated = its repeated cells exceed the limit
