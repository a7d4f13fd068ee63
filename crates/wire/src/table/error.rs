//! What can be wrong with a table as a whole.

use std::io;

/// Why a table cannot be read or written. Nothing of a worker's data is in it.
#[derive(Debug, thiserror::Error)]
pub enum TableError {
    /// The file cannot be read or written.
    #[error("the file cannot be read or written")]
    Io(#[from] io::Error),
    /// Columns that nobody knows.
    #[error(
        "unknown column {}: correct the name, or begin it with 'data: ' for a custom field",
        .0.iter().map(|name| format!("'{name}'")).collect::<Vec<_>>().join(", ")
    )]
    UnknownColumns(Vec<String>),
    /// A column is there twice.
    #[error("the column '{0}' is there twice: leave one")]
    ColumnTwice(String),
    /// There is nothing to tell workers apart by.
    #[error("there is neither a column 'username' nor a column 'user_id': add one")]
    NoIdentity,
    /// There is no head.
    #[error("the table is empty: its first row must name the columns")]
    Empty,
    /// Too many columns.
    #[error("row {0} reaches beyond the {max} columns that a table may have", max = super::MAX_COLUMNS)]
    TooManyColumns(u64),
    /// Too many rows.
    #[error("the table has more than {max} rows: split it", max = super::MAX_ROWS)]
    TooManyRows,
    /// A row is too long.
    #[error("row {0} is longer than 4 MiB: is a quotation mark open?")]
    RowTooLong(u64),
    /// Not UTF-8.
    #[error("row {0} is not in UTF-8: save the file as 'CSV UTF-8'")]
    NotUtf8(u64),
    /// The file is of another kind.
    #[error("the file is not {expected}: {remedy}")]
    NotOfFormat {
        /// What it was taken for.
        expected: &'static str,
        /// What helps.
        remedy: &'static str,
    },
    /// The workbook would grow beyond measure.
    #[error("the workbook is refused: {0}")]
    Inflated(&'static str),
    /// The file is damaged.
    #[error("the file is damaged or cut off at row {row}: save or send it again")]
    Damaged {
        /// The row that could not be read.
        row: u64,
    },
    /// The table has no room for what is to be written.
    #[error("{0}: export as jsonl")]
    NoRoom(String),
}
