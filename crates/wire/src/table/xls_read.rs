//! Reading of XLS workbooks of Excel 97 to 2003.

use std::{
    io::{Read, Seek, SeekFrom},
    panic::{self, AssertUnwindSafe},
};

use calamine::{Data, Dimensions, Range, Reader, Xls, XlsError};
use roster_model::CellProblem;

use super::{
    TableError, TableNotes, WorkbookLimit,
    number_format::NumberFormat,
    sheet::{RowSink, SheetCell, SheetRows},
    workbook::{ENCRYPTED, INCOMPLETE, Wanted, choose_sheet},
    xlsx_read::convert_number,
};

/// The maximum size of the file, in bytes. It is read into memory as a whole.
const MAX_BYTES: u64 = 64 << 20;

/// Reads a sheet of `source`.
pub(super) fn read(
    mut source: impl Read + Seek,
    wanted: Wanted,
    sink: &mut dyn RowSink,
) -> Result<TableNotes, TableError> {
    if source.seek(SeekFrom::End(0))? > MAX_BYTES {
        return Err(TableError::WorkbookTooLarge(WorkbookLimit::Xls));
    }
    source.rewind()?;
    // The library panics on some damaged files.
    let book = panic::catch_unwind(AssertUnwindSafe(|| load(source, wanted)));
    let Sheet { notes, contents } = book.unwrap_or(Err(INCOMPLETE))?;
    let Some(Contents { merges, range, formulas }) = contents else { return Ok(notes) };
    let mut rows = SheetRows::new(merges, sink)?;
    let Some((first_row, first_column)) = range.start() else { return Ok(notes) };
    let is_formula =
        |position| formulas.get_value(position).is_some_and(|formula| !formula.is_empty());
    for (row, cells) in range.rows().enumerate() {
        for (column, value) in cells.iter().enumerate() {
            let at = |index: usize, first: u32| u32::try_from(index).map_or(first, |i| first + i);
            let position = (at(row, first_row), at(column, first_column));
            let cell = match value {
                value if is_empty(value) && is_formula(position) => {
                    SheetCell::Invalid(String::new(), CellProblem::UnsavedFormula)
                }
                Data::Empty => continue,
                value => convert(value),
            };
            if rows.add(position, cell)?.is_break() {
                return Ok(notes);
            }
        }
    }
    rows.finish()?;
    Ok(notes)
}

/// A sheet of a workbook, and what the user should know.
struct Sheet {
    notes: TableNotes,
    contents: Option<Contents>,
}

/// The cells of a sheet.
struct Contents {
    merges: Vec<Dimensions>,
    range: Range<Data>,
    formulas: Range<String>,
}

/// Reads the whole workbook.
fn load(source: impl Read + Seek, wanted: Wanted) -> Result<Sheet, TableError> {
    let mut book = Xls::new(source).map_err(|error| match error {
        XlsError::Password => ENCRYPTED,
        _ => INCOMPLETE,
    })?;
    let (sheet, notes) = choose_sheet(book.sheets_metadata(), wanted)?;
    let Some(sheet) = sheet else { return Ok(Sheet { notes, contents: None }) };
    let damaged = |_| TableError::Damaged { row: 1 };
    let contents = Contents {
        merges: book.merge_cells_by_sheet_name(&sheet).unwrap_or_default(),
        range: book.worksheet_range(&sheet).map_err(damaged)?,
        formulas: book.worksheet_formula(&sheet).map_err(damaged)?,
    };
    Ok(Sheet { notes, contents: Some(contents) })
}

/// Whether a cell has no text. The format does not distinguish a formula without a saved value from
/// one whose value is empty.
fn is_empty(value: &Data) -> bool {
    matches!(value, Data::Empty) || matches!(value, Data::String(text) if text.is_empty())
}

fn convert(value: &Data) -> SheetCell {
    match value {
        Data::Empty => SheetCell::Empty,
        Data::Int(number) => SheetCell::Text(number.to_string()),
        Data::Float(number) => convert_number(*number, &NumberFormat::Plain),
        Data::Bool(flag) => SheetCell::Text(flag.to_string()),
        // The reader does not return the format code. A day of 0 is a time.
        Data::DateTime(at) => match NumberFormat::Time.date_time(at) {
            Some(text) => SheetCell::Text(text),
            None => SheetCell::Invalid(at.as_f64().to_string(), CellProblem::NoDate),
        },
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            SheetCell::Text(text.clone())
        }
        Data::Error(error) => SheetCell::Invalid(error.to_string(), CellProblem::ErrorValue),
    }
}
