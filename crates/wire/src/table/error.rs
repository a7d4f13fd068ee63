//! Errors of a table as a whole.

use std::io;

use roster_model::Problem;

use super::{ExpectedFile, FileRemedy, MAX_COLUMNS, MAX_ROWS, WorkbookLimit};

/// Why a table cannot be read or written. The texts contain no data of workers.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be read or written.
    #[error("the file cannot be read or written")]
    Io(#[from] io::Error),
    /// The header has unknown columns.
    #[error(
        "unknown column {}: correct the name, or start it with 'data: ' for a custom field",
        with_suggestions(.0)
    )]
    UnknownColumns(Vec<String>),
    /// The header of a table of locations has unknown columns.
    #[error(
        "unknown column '{}': correct the name, or start it with 'data: ' for a custom value. The \
         columns are location_id, name, site_code, level, parent, external_id, latitude and longitude",
        .0.join("', '")
    )]
    UnknownLocationColumns(Vec<String>),
    /// The header lacks a column.
    #[error("the table has no column '{0}': add it")]
    MissingColumn(&'static str),
    /// The table has too many locations.
    #[error("the table has more than {} locations: split it", roster_model::LocationRow::MAX_ROWS)]
    TooManyLocations,
    /// The header has a column twice.
    #[error("the column '{0}' appears twice: remove one of them")]
    RepeatedColumn(String),
    /// Two headers stand for the same column.
    #[error("the columns '{other}' and '{header}' are both '{column}': remove one of them")]
    SameColumn {
        /// The header of the second column.
        header: String,
        /// The header of the first column.
        other: String,
        /// The name of the column.
        column: String,
    },
    /// Headers that are mapped to columns are not in the table.
    #[error("the table has no column '{}': correct the header in the mapping", .0.join("', '"))]
    MappedColumnsMissing(Vec<String>),
    /// No column identifies the worker.
    #[error("the table has neither a column 'username' nor a column 'user_id': add one")]
    NoIdentity,
    /// The table has no header.
    #[error("the table is empty: its first row must name the columns")]
    Empty,
    /// A row has too many columns.
    #[error("row {0} has more than the maximum of {MAX_COLUMNS} columns")]
    TooManyColumns(u64),
    /// The table has too many rows.
    #[error("the table has more than {MAX_ROWS} rows: split it")]
    TooManyRows,
    /// A row is too long.
    #[error("row {0} is longer than 4 MiB: check whether a closing quotation mark is missing")]
    RowTooLong(u64),
    /// A quotation mark is never closed.
    #[error(
        "the quotation mark that opens a cell in row {0} is never closed: close it, and double the \
         quotation marks inside a cell"
    )]
    UnclosedQuote(u64),
    /// A text follows the closing quotation mark of a cell.
    #[error(
        "row {0} has a text after a closing quotation mark: double the quotation marks inside a cell"
    )]
    TextAfterQuote(u64),
    /// The file is not in UTF-8.
    #[error("row {0} is not in UTF-8: save the file as 'CSV UTF-8'")]
    NotUtf8(u64),
    /// The file has another format.
    #[error("the file is not {expected}: {remedy}")]
    WrongFormat {
        /// The expected format.
        expected: ExpectedFile,
        /// What the user can do.
        remedy: FileRemedy,
    },
    /// The workbook exceeds a limit on uncompressed data.
    #[error("the workbook is too large: {0}")]
    WorkbookTooLarge(WorkbookLimit),
    /// The file is damaged.
    #[error("the file is damaged or incomplete at row {row}: save or upload it again")]
    Damaged {
        /// The row that could not be read.
        row: u64,
    },
    /// A row of the sheet `groups` is invalid.
    #[error("row {row} of the sheet 'groups': {problem}")]
    Group {
        /// The row of the sheet.
        row: u64,
        /// What is wrong.
        problem: Problem,
    },
    /// An exported row would be longer than an import accepts.
    #[error(
        "the row of '{0}' is longer than the 4 MiB that an import accepts: remove some of its custom data"
    )]
    ExportedRowTooLong(String),
    /// The format cannot hold the data.
    #[error("{0}: export as jsonl instead")]
    DoesNotFit(Misfit),
}

/// What a format cannot hold.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misfit {
    /// More rows than a worksheet has.
    #[error("a worksheet can hold 1,048,575 workers at most")]
    Rows,
    /// More columns than an import accepts.
    #[error("a table can have {MAX_COLUMNS} columns at most")]
    Columns,
    /// A workbook of this size.
    #[error("the workbook would be larger than an import accepts")]
    Size,
    /// A long value of the column with this header.
    #[error("a value of '{header}' is longer than {most} characters")]
    Text {
        /// The header.
        header: String,
        /// The most characters of a cell.
        most: usize,
    },
    /// A value that has no column.
    #[error("a worker has a value without a column, see `roster check`")]
    Value,
    /// A row, for another reason.
    #[error("a row cannot be written")]
    Row,
    /// The workbook, for this reason.
    #[error("the workbook cannot be written ({0})")]
    Workbook(String),
}

/// The headers, each with the column that is probably meant.
fn with_suggestions(headers: &[String]) -> String {
    let named = headers.iter().zip(super::similar_headers(headers, &[]));
    let named = named.map(|(header, similar)| match similar {
        Some(similar) => format!("'{header}' (did you mean '{similar}'?)"),
        None => format!("'{header}'"),
    });
    named.collect::<Vec<_>>().join(", ")
}
