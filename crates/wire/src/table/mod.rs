//! Tables of workers: CSV, spreadsheets (XLSX) and JSON Lines, with the column names of CommCare's
//! bulk upload.
//!
//! A table is read row by row and written worker by worker, in memory that does not grow with it.
//! What is exported and imported again changes nothing: a text that a spreadsheet would take for a
//! formula is marked in CSV (see [`guarded`]) and is a text cell in XLSX.

mod batches;
mod builder;
mod cells;
mod column;
mod csv_read;
mod error;
mod guard;
mod json_lines;
mod quote;
mod verdicts;
mod writer;
mod xlsx_read;
mod xlsx_write;

use std::{
    io::{Read, Seek},
    ops::ControlFlow,
};

use roster_model::ImportRow;

pub use batches::{Batch, read_batches};
pub use error::TableError;
pub use quote::{guarded, unguarded};
pub use verdicts::VerdictWriter;
pub use writer::TableWriter;

/// The most columns of a table: bulk uploads have some dozens.
pub const MAX_COLUMNS: usize = 1_000;

/// The most rows of a table, its head included.
pub const MAX_ROWS: u64 = 10_000_000;

/// The most bytes of one row, and of one line of JSON.
pub const MAX_ROW_BYTES: u64 = 4 << 20;

/// The forms of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Values separated by commas (when read also by semicolons or tabs), UTF-8.
    Csv,
    /// A workbook of Excel or `LibreOffice`.
    Xlsx,
    /// One JSON object a line.
    JsonLines,
}

impl TableFormat {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Csv, "csv"), (Self::Xlsx, "xlsx"), (Self::JsonLines, "jsonl")];

    /// The format of that name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(format, _)| format)
    }

    /// The format that the ending of a file's name tells.
    pub fn of_file(name: &str) -> Option<Self> {
        let ending = name.rsplit_once('.')?.1.to_lowercase();
        match ending.as_str() {
            "tsv" | "txt" => Some(Self::Csv),
            "ndjson" | "json" => Some(Self::JsonLines),
            ending => Self::parse(ending),
        }
    }

    /// Its name, which is the ending of such a file as well.
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(format, _)| *format == self).map_or("csv", |(_, name)| name)
    }
}

/// Reads a table, and hands each row to `each` until that breaks off.
///
/// A row that cannot be understood is handed over with its flaws. Rows with nothing in them are
/// left out. Tells the names of further sheets of a workbook: of a bulk upload's `groups` nothing is
/// read, and whoever sent it should know.
///
/// # Errors
/// What is wrong with the table as a whole, and where it was found: rows before it were handed over.
pub fn read_table(
    source: impl Read + Seek,
    format: TableFormat,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<Vec<String>, TableError> {
    match format {
        TableFormat::Csv => csv_read::read(source, each).map(|()| Vec::new()),
        TableFormat::Xlsx => xlsx_read::read(source, each),
        TableFormat::JsonLines => json_lines::read(source, each).map(|()| Vec::new()),
    }
}
