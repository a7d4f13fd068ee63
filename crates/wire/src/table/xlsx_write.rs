//! Writing of workbooks: one sheet, `users`, with text cells only, so that no cell is evaluated.

use std::io::{Seek, Write};

use rust_xlsxwriter::{Workbook, Worksheet, XlsxError};

use super::{Misfit, TableError, zip_limits::MAX_BYTES};

/// The maximum number of rows of a worksheet.
const MAX_ROWS: u32 = 1_048_576;
/// The maximum length of a cell, in characters.
const MAX_CHARS: usize = 32_767;

/// The size of a cell without its text, in bytes: `<c r="AB100000" t="inlineStr"><is><t></t></is></c>`.
const CELL_BYTES: usize = 60;

/// Writes a sheet. Its rows go to a temporary file one by one.
pub(super) struct Sheet {
    book: Workbook,
    headers: Vec<String>,
    next: u32,
    /// The approximate size of the uncompressed sheet, in bytes.
    bytes: u64,
}

impl Sheet {
    /// Starts the sheet for `total` rows below the header.
    pub(super) fn new(headers: &[String], total: u64) -> Result<Self, TableError> {
        Self::named("users", headers, total)
    }

    /// As [`Sheet::new`], with another name of the sheet.
    pub(super) fn named(name: &str, headers: &[String], total: u64) -> Result<Self, TableError> {
        if total >= u64::from(MAX_ROWS) {
            return Err(TableError::DoesNotFit(Misfit::Rows));
        }
        let mut book = Workbook::new();
        let sheet = book.add_worksheet_with_constant_memory().map_err(write_error)?;
        sheet.set_name(name).map_err(write_error)?;
        let mut sheet = Self { book, headers: headers.to_vec(), next: 0, bytes: 0 };
        sheet.row(headers)?;
        Ok(sheet)
    }

    /// Writes the next row.
    pub(super) fn row(&mut self, cells: &[String]) -> Result<(), TableError> {
        let row = self.next;
        self.next += 1;
        let bytes = |text: &String| (text.len() + CELL_BYTES) as u64;
        self.bytes += cells.iter().filter(|text| !text.is_empty()).map(bytes).sum::<u64>();
        if self.bytes > MAX_BYTES {
            return Err(TableError::DoesNotFit(Misfit::Size));
        }
        let sheet = self.book.worksheet_from_index(0).map_err(write_error)?;
        for (index, text) in cells.iter().enumerate() {
            if !text.is_empty() {
                write_cell(sheet, row, index, text).map_err(|error| match error {
                    XlsxError::MaxStringLengthExceeded => too_long(&self.headers[index]),
                    error => write_error(error),
                })?;
            }
        }
        Ok(())
    }

    /// Writes the workbook.
    pub(super) fn save(mut self, out: &mut (impl Write + Seek + Send)) -> Result<(), TableError> {
        self.book.save_to_writer(out).map_err(write_error)
    }
}

fn write_cell(sheet: &mut Worksheet, row: u32, index: usize, text: &str) -> Result<(), XlsxError> {
    let column = u16::try_from(index).map_err(|_| XlsxError::RowColumnLimitError)?;
    sheet.write_string(row, column, text).map(drop)
}

fn too_long(header: &str) -> TableError {
    TableError::DoesNotFit(Misfit::Text { header: header.to_owned(), most: MAX_CHARS })
}

fn write_error(error: XlsxError) -> TableError {
    match error {
        XlsxError::IoError(error) => TableError::Io(error),
        error => TableError::DoesNotFit(Misfit::Workbook(error.to_string())),
    }
}
