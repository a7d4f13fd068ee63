//! The texts of imports: what is wrong with a table, and what the user should know about it.

use roster_directory::ImportedGroups;
use roster_model::{LocationRow, Remedy, RowError};
use roster_wire::table::{
    ExpectedFile, FileRemedy, MAX_COLUMNS, MAX_ROWS, Misfit, TableError, TableNotes, WorkbookLimit,
    similar_headers,
};

use crate::console::{
    components::problem_text,
    i18n::{self, Message},
};

/// Why the table cannot be read.
pub(crate) fn table_error(error: &TableError) -> Message {
    let in_row = |id, row: u64| i18n::message(id).arg("row", row.to_string());
    match error {
        TableError::Io(_) => i18n::message("imports-reason-file"),
        TableError::UnknownColumns(names) => {
            let similar = similar_headers(names, &[]);
            let pairs = names.iter().zip(&similar);
            let columns: Vec<String> =
                pairs.map(|(name, similar)| unknown_column(name, similar.as_deref())).collect();
            i18n::message("imports-reason-unknown-columns").arg("columns", columns.join(", "))
        }
        TableError::RepeatedColumn(name) => {
            i18n::message("imports-reason-repeated-column").arg("name", name)
        }
        TableError::UnknownLocationColumns(names) => {
            let names: Vec<String> = names.iter().map(|name| format!("'{name}'")).collect();
            i18n::message("start-unknown-columns").arg("names", names.join(", "))
        }
        TableError::MissingColumn(name) => i18n::message("start-missing-column").arg("name", *name),
        TableError::TooManyLocations => {
            i18n::message("start-too-many-locations").arg("most", LocationRow::MAX_ROWS.to_string())
        }
        TableError::SameColumn { header, other, column } => {
            i18n::message("imports-reason-same-column")
                .arg("name", header)
                .arg("other", other)
                .arg("column", column)
        }
        TableError::NoIdentity => i18n::message("imports-reason-no-identity"),
        TableError::Empty => i18n::message("imports-reason-empty"),
        TableError::TooManyColumns(row) => {
            in_row("imports-reason-too-many-columns", *row).arg("most", MAX_COLUMNS.to_string())
        }
        TableError::TooManyRows => {
            i18n::message("imports-reason-too-many-rows").arg("most", MAX_ROWS.to_string())
        }
        TableError::RowTooLong(row) => in_row("imports-reason-row-too-long", *row),
        TableError::UnclosedQuote(row) => in_row("imports-reason-unclosed-quote", *row),
        TableError::TextAfterQuote(row) => in_row("imports-reason-text-after-quote", *row),
        TableError::NotUtf8(row) => in_row("imports-reason-not-utf-8", *row),
        TableError::Damaged { row } => in_row("imports-reason-damaged", *row),
        TableError::WrongFormat { expected, remedy } => {
            i18n::message(expected_file(*expected)).arg("remedy", i18n::text(file_remedy(*remedy)))
        }
        TableError::WorkbookTooLarge(limit) => i18n::message("imports-reason-too-large-workbook")
            .arg("limit", i18n::text(workbook_limit(*limit))),
        // Only the command line maps headers that are not in the file.
        TableError::MappedColumnsMissing(headers) => {
            i18n::message("imports-reason-unknown-columns").arg("columns", headers.join(", "))
        }
        TableError::Group { row, problem } => {
            in_row("rules-group-row", *row).arg("problem", problem_text(problem))
        }
        TableError::ExportedRowTooLong(username) => {
            i18n::message("imports-reason-exported-row").arg("username", username)
        }
        TableError::DoesNotFit(what) => {
            i18n::message("imports-reason-does-not-fit").arg("reason", misfit(what))
        }
    }
}

/// What the format of an export cannot hold.
fn misfit(what: &Misfit) -> Message {
    match what {
        Misfit::Rows => i18n::message("imports-misfit-rows"),
        Misfit::Columns => {
            i18n::message("imports-misfit-columns").arg("most", MAX_COLUMNS.to_string())
        }
        Misfit::Size => i18n::message("imports-misfit-size"),
        Misfit::Text { header, most } => {
            i18n::message("imports-misfit-text").arg("column", header).arg("most", most.to_string())
        }
        Misfit::Value => i18n::message("imports-misfit-value"),
        Misfit::Row => i18n::message("imports-misfit-row"),
        Misfit::Workbook(reason) => i18n::message("imports-misfit-workbook").arg("reason", reason),
    }
}

/// The message of what a file is not.
fn expected_file(expected: ExpectedFile) -> &'static str {
    match expected {
        ExpectedFile::Workbook => "imports-reason-not-workbook",
        ExpectedFile::Csv => "imports-reason-not-csv",
        ExpectedFile::Readable => "imports-reason-not-readable",
        ExpectedFile::Complete => "imports-reason-not-complete",
    }
}

/// The message of how to turn a file into a table.
fn file_remedy(remedy: FileRemedy) -> &'static str {
    match remedy {
        FileRemedy::SaveAgain => "imports-file-save-again",
        FileRemedy::RemovePassword => "imports-file-password",
        FileRemedy::SaveBinary => "imports-file-binary",
        FileRemedy::CopyFromDocument => "imports-file-document",
        FileRemedy::CopyFromPdf => "imports-file-pdf",
        FileRemedy::ExportFromNumbers => "imports-file-numbers",
        FileRemedy::Unzip => "imports-file-zip",
        FileRemedy::Gunzip => "imports-file-gzip",
        FileRemedy::RenameToOds => "imports-file-rename-ods",
        FileRemedy::RenameOrUnpack => "imports-file-rename-or-unpack",
        FileRemedy::RenameToXls => "imports-file-rename-xls",
        FileRemedy::RenameToJsonl => "imports-file-rename-jsonl",
        FileRemedy::RenameToCsv => "imports-file-rename-csv",
        FileRemedy::ConvertXml => "imports-file-xml",
        FileRemedy::ConvertFlatDocument => "imports-file-flat",
        FileRemedy::ConvertHtml => "imports-file-html",
        FileRemedy::SaveValues => "imports-file-values",
        FileRemedy::CorrectErrorValues => "imports-file-error-values",
    }
}

/// The message of a limit on workbooks.
fn workbook_limit(limit: WorkbookLimit) -> &'static str {
    match limit {
        WorkbookLimit::Files => "imports-limit-files",
        WorkbookLimit::Cell => "imports-limit-cell",
        WorkbookLimit::Data => "imports-limit-data",
        WorkbookLimit::Xls => "imports-limit-xls",
        WorkbookLimit::MergedCells => "imports-limit-merged",
        WorkbookLimit::RepeatedCells => "imports-limit-repeated",
    }
}

/// An unknown column, with the one that is probably meant.
fn unknown_column(name: &str, similar: Option<&str>) -> String {
    match similar {
        Some(similar) => i18n::message("imports-reason-column-similar")
            .arg("name", name)
            .arg("similar", similar)
            .to_string(),
        None => i18n::message("imports-reason-column").arg("name", name).to_string(),
    }
}

/// What the reader left out of a table, and what it assumed.
pub(super) fn table_notes(notes: &TableNotes) -> Vec<String> {
    let encoding = notes.is_windows_1252.then(|| i18n::text("imports-note-windows-1252"));
    [
        names("imports-note-other-sheets", &notes.other_sheets),
        names("imports-note-ignored-columns", &notes.ignored_columns),
        encoding,
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// The groups that an import wrote, or would write.
pub(super) fn group_notes(groups: &ImportedGroups, executed: bool) -> Vec<String> {
    let (created, changed) = if executed {
        ("imports-note-groups-created", "imports-note-groups-changed")
    } else {
        ("imports-note-groups-would-create", "imports-note-groups-would-change")
    };
    [names(created, &groups.created), names(changed, &groups.changed)]
        .into_iter()
        .flatten()
        .collect()
}

fn names(id: &'static str, names: &[String]) -> Option<String> {
    (!names.is_empty()).then(|| i18n::message(id).arg("names", names.join(", ")).to_string())
}

/// What is wrong in a cell, and how to correct it. `problem` is the text of the error's problem.
pub(super) fn error_line(problem: String, error: &RowError) -> Message {
    i18n::message("imports-error-line")
        .arg("problem", problem)
        .arg("remedy", i18n::text(remedy(error.remedy())))
}

/// The message of a remedy.
fn remedy(remedy: Remedy) -> &'static str {
    match remedy {
        Remedy::Enter => "imports-remedy-enter",
        Remedy::WriteEmail => "imports-remedy-email",
        Remedy::WritePhone => "imports-remedy-phone",
        Remedy::WriteBoolean => "imports-remedy-true-or-false",
        Remedy::UsernameCharacters => "imports-remedy-username",
        Remedy::RemoveHost => "imports-remedy-host",
        Remedy::OtherUsername => "imports-remedy-other-username",
        Remedy::LeaveIdEmpty => "imports-remedy-no-id",
        Remedy::KeepPresent => "imports-remedy-present",
        Remedy::CreateGroup => "imports-remedy-group",
        Remedy::CreateLocation => "imports-remedy-location",
        Remedy::ListRoles => "imports-remedy-role",
        Remedy::ListProfiles => "imports-remedy-profile",
        Remedy::EmptyCell => "imports-remedy-controlled",
        Remedy::OtherPassword => "imports-remedy-password",
        Remedy::Shorten => "imports-remedy-shorten",
        Remedy::RemoveNull => "imports-remedy-null",
        Remedy::CorrectRow => "imports-remedy-correct",
    }
}
