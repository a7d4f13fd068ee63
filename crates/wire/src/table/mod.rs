//! Tables of workers: CSV, XLSX and JSON Lines, with the column names of CommCare's bulk upload.
//!
//! Readers and writers process one row at a time, so their memory does not grow with the table.
//! Importing an exported table changes nothing. A text that a spreadsheet would evaluate as a formula
//! is escaped in CSV (see [`escape_formula`]) and is a text cell in XLSX.

mod batches;
mod builder;
mod cells;
mod column;
mod column_map;
mod csv_encoding;
mod csv_read;
mod csv_records;
mod error;
mod error_rows;
mod file_problem;
mod formula_guard;
mod group_sheet;
mod json_lines;
mod locations;
mod notes;
mod number_format;
mod ods_read;
mod report;
mod sheet;
mod sheet_columns;
mod suggestions;
mod text;
mod workbook;
mod writer;
mod xls_read;
mod xlsx_read;
mod xlsx_write;
mod zip_limits;

use std::{
    io::{Read, Seek},
    ops::ControlFlow,
};

use roster_model::ImportRow;

pub use batches::{Batch, read_batches};
pub use column_map::{ColumnMap, ColumnMapError};
pub use error::{Misfit, TableError};
pub use error_rows::write_error_rows;
pub use file_problem::{ExpectedFile, FileRemedy, WorkbookLimit};
pub use formula_guard::{escape_formula, unescape_formula};
pub use group_sheet::read_groups;
pub use locations::{location_rows_to_csv, read_locations, write_locations};
pub use notes::TableNotes;
pub use report::VerdictWriter;
pub use sheet_columns::{SheetColumns, UnknownColumn, read_columns};
pub use suggestions::{column_names, field_column, similar_headers};
pub use writer::TableWriter;

/// The mark at the beginning of a CSV file that shows spreadsheet programs that it is in UTF-8.
pub const BYTE_ORDER_MARK: &str = "\u{feff}";

/// The maximum number of columns. Bulk uploads have a few dozen.
pub const MAX_COLUMNS: usize = 1_000;

/// The maximum number of rows, with the header.
pub const MAX_ROWS: u64 = 10_000_000;

/// The maximum size of a row or a line of JSON, in bytes.
pub const MAX_ROW_BYTES: u64 = 4 << 20;

/// The format of a table.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableFormat {
    /// Comma-separated values in UTF-8. Imports accept semicolons, tabs and other encodings too.
    Csv,
    /// A workbook of Excel. Imports accept XLS and ODS too.
    Xlsx,
    /// One JSON object per line.
    JsonLines,
}

impl TableFormat {
    const ALL: [(Self, &'static str); 3] =
        [(Self::Csv, "csv"), (Self::Xlsx, "xlsx"), (Self::JsonLines, "jsonl")];

    /// Finds the format with this name.
    pub fn parse(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(_, known)| *known == name).map(|(format, _)| format)
    }

    /// Finds the format by the extension of a file name.
    pub fn from_file_name(name: &str) -> Option<Self> {
        let extension = name.rsplit_once('.')?.1.to_lowercase();
        match extension.as_str() {
            "tsv" | "txt" => Some(Self::Csv),
            "ndjson" | "json" => Some(Self::JsonLines),
            "xls" | "xlsm" | "xlsb" | "ods" => Some(Self::Xlsx),
            extension => Self::parse(extension),
        }
    }

    /// Finds the format of an export by the extension of a file name. Exports write no other workbooks
    /// than XLSX.
    pub fn from_output_name(name: &str) -> Option<Self> {
        let is_read_only = |extension: &str| matches!(extension, "xls" | "xlsm" | "xlsb" | "ods");
        let extension = name.rsplit_once('.')?.1.to_lowercase();
        Self::from_file_name(name).filter(|_| !is_read_only(&extension))
    }

    /// Returns the name, which is the usual file extension too.
    pub fn as_str(self) -> &'static str {
        Self::ALL.into_iter().find(|(format, _)| *format == self).map_or("csv", |(_, name)| name)
    }
}

/// Reads a table and passes each row to `each` until it breaks.
///
/// A row with errors is passed too. Empty rows are skipped. Returns what the user should know. The sheet
/// `groups` of a bulk upload is for [`read_groups`].
///
/// # Errors
/// An error of the table as a whole. The rows before it have been passed to `each`.
pub fn read_table(
    source: impl Read + Seek,
    format: TableFormat,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<TableNotes, TableError> {
    read_mapped(source, format, &ColumnMap::default(), each)
}

/// Reads a table as [`read_table`] does, with columns for headers.
fn read_mapped(
    source: impl Read + Seek,
    format: TableFormat,
    map: &ColumnMap,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<TableNotes, TableError> {
    match format {
        TableFormat::Csv => csv_read::read(source, map, each),
        TableFormat::Xlsx => workbook::read(source, map, each),
        TableFormat::JsonLines => json_lines::read(source, map, each),
    }
}
