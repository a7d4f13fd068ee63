//! Reading of XLS workbooks of Excel 97 to 2003.

use std::io::{Read, Seek, SeekFrom};

use calamine::{Data, Reader, Xls, XlsError};

use super::{
    TableError, TableNotes,
    number_format::NumberFormat,
    sheet::{RowSink, SheetCell, SheetRows},
    workbook::{INCOMPLETE, Wanted, choose_sheet},
    xlsx_read::{ERROR_VALUE, NO_DATE, UNSAVED, convert_number},
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
        return Err(TableError::WorkbookTooLarge("save it as .xlsx"));
    }
    source.rewind()?;
    let mut book = Xls::new(source).map_err(|error| match error {
        XlsError::Password => TableError::WrongFormat {
            expected: "readable",
            remedy: "the workbook is protected by a password; save it without one",
        },
        _ => INCOMPLETE,
    })?;
    let (sheet, notes) = choose_sheet(book.sheets_metadata(), wanted)?;
    let Some(sheet) = sheet else { return Ok(notes) };
    let merges = book.merge_cells_by_sheet_name(&sheet).unwrap_or_default();
    let range = book.worksheet_range(&sheet).map_err(|_| TableError::Damaged { row: 1 })?;
    let formulas = book.worksheet_formula(&sheet).map_err(|_| TableError::Damaged { row: 1 })?;
    let mut rows = SheetRows::new(merges, sink)?;
    let Some((first_row, first_column)) = range.start() else { return Ok(notes) };
    for (row, cells) in range.rows().enumerate() {
        for (column, value) in cells.iter().enumerate() {
            let at = |index: usize, first: u32| u32::try_from(index).map_or(first, |i| first + i);
            let position = (at(row, first_row), at(column, first_column));
            let cell = match value {
                Data::Empty if formulas.get_value(position).is_none_or(String::is_empty) => continue,
                Data::Empty => SheetCell::Invalid(String::new(), UNSAVED),
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

fn convert(value: &Data) -> SheetCell {
    match value {
        Data::Empty => SheetCell::Empty,
        Data::Int(number) => SheetCell::Text(number.to_string()),
        Data::Float(number) => convert_number(*number, &NumberFormat::Plain),
        Data::Bool(flag) => SheetCell::Text(flag.to_string()),
        // The reader does not return the format code. A day of 0 is a time.
        Data::DateTime(at) => match NumberFormat::Time.date_time(at) {
            Some(text) => SheetCell::Text(text),
            None => SheetCell::Invalid(at.as_f64().to_string(), NO_DATE),
        },
        Data::String(text) | Data::DateTimeIso(text) | Data::DurationIso(text) => {
            SheetCell::Text(text.clone())
        }
        Data::Error(error) => SheetCell::Invalid(error.to_string(), ERROR_VALUE),
    }
}
