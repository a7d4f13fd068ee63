//! Reading of XLSX workbooks, cell by cell.

use std::{
    collections::HashSet,
    io::{Read, Seek},
};

use calamine::{DataRef, Reader, Xlsx, XlsxError};
use roster_model::CellProblem;
use zip::ZipArchive;

use super::{
    ExpectedFile, FileRemedy, TableError, TableNotes,
    number_format::NumberFormat,
    sheet::{RowSink, SheetCell, SheetRows},
    workbook::{INCOMPLETE, Wanted, choose_sheet},
};

/// The first number whose neighbours a cell cannot distinguish.
pub(super) const FIRST_INEXACT: f64 = 9_007_199_254_740_992.0;

/// The maximum number of formulas without a value. They are held in memory.
const MAX_UNSAVED: usize = 100_000;

/// The remedy for an error value that calamine does not know, such as `#SPILL!` or Google's `#ERROR!`.
pub(super) const NEW_ERROR_VALUE: &str = "a cell shows an error of the spreadsheet, such as #ERROR!, #SPILL! or #CALC!; \
     correct it and save the workbook again";

/// The error of a sheet whose cells cannot be read.
fn unreadable(row: u64) -> impl Fn(XlsxError) -> TableError {
    move |error| match error {
        XlsxError::CellError(_) => TableError::WrongFormat {
            expected: ExpectedFile::Readable,
            remedy: FileRemedy::CorrectErrorValues,
        },
        _ => TableError::Damaged { row },
    }
}

/// Reads a sheet of `source`. Formulas are not evaluated: their cells have the value that was saved
/// last.
pub(super) fn read(
    mut source: impl Read + Seek,
    wanted: Wanted,
    sink: &mut dyn RowSink,
) -> Result<TableNotes, TableError> {
    let is_recalculated = is_recalculated(&mut source)?;
    source.rewind()?;
    let mut book: Xlsx<_> = Xlsx::new(source).map_err(|_| INCOMPLETE)?;
    let (sheet, notes) = choose_sheet(book.sheets_metadata(), wanted)?;
    let Some(sheet) = sheet else { return Ok(notes) };
    let merges = book.merge_cells_by_sheet_name(&sheet).map_err(unreadable(1))?;
    let unsaved = find_unsaved_formulas(&mut book, &sheet, is_recalculated)?;

    let mut rows = SheetRows::new(merges, sink)?;
    // The whole range of a sheet would fill the memory if one cell is far out.
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(unreadable(1))?;
    let formats: Vec<NumberFormat> = cells
        .styles()
        .iter()
        .map(|style| style.number_format.as_ref().map(|it| NumberFormat::parse(&it.format_code)))
        .map(Option::unwrap_or_default)
        .collect();
    loop {
        let next = cells.next_cell_with_style_id().map_err(unreadable(rows.number()))?;
        let Some((cell, style)) = next else { break };
        let position = cell.get_position();
        let cell = if unsaved.contains(&position) {
            SheetCell::Invalid(String::new(), CellProblem::UnsavedFormula)
        } else {
            convert(cell.get_value(), formats.get(style).unwrap_or(&NumberFormat::Plain))
        };
        if rows.add(position, cell)?.is_break() {
            return Ok(notes);
        }
    }
    rows.finish()?;
    Ok(notes)
}

/// Whether the workbook asks for all formulas to be calculated when it is opened. Programs that do not
/// calculate write this, and 0 or nothing as the value of a formula.
fn is_recalculated(source: &mut (impl Read + Seek)) -> Result<bool, TableError> {
    let mut archive = ZipArchive::new(source).map_err(|_| INCOMPLETE)?;
    let mut text = String::new();
    let file = archive.by_name("xl/workbook.xml");
    // A workbook part in another encoding has no such attribute.
    let _ = file.map_err(|_| INCOMPLETE)?.read_to_string(&mut text);
    let properties = text.split("calcPr").nth(1).and_then(|rest| rest.split('>').next());
    let asks = |value: &str| properties.is_some_and(|it| it.contains(value));
    Ok(asks("fullCalcOnLoad=\"1\"") || asks("fullCalcOnLoad=\"true\""))
}

/// Finds the formulas without a saved value: programs other than spreadsheets write such.
fn find_unsaved_formulas(
    book: &mut Xlsx<impl Read + Seek>,
    sheet: &str,
    is_recalculated: bool,
) -> Result<HashSet<(u32, u32)>, TableError> {
    let is_unsaved = |value: &DataRef<'_>| match value {
        DataRef::Empty => true,
        DataRef::Float(number) => is_recalculated && *number == 0.0,
        DataRef::Int(number) => is_recalculated && *number == 0,
        DataRef::String(text) => is_recalculated && text.is_empty(),
        _ => false,
    };
    let mut unsaved = HashSet::new();
    let mut cells = book.worksheet_cells_reader(sheet).map_err(unreadable(1))?;
    while let Some(cell) = cells.next_cell_with_formula_metadata().map_err(unreadable(1))? {
        if cell.formula.is_some() && is_unsaved(&cell.value) {
            unsaved.insert(cell.pos);
            if unsaved.len() > MAX_UNSAVED {
                return Err(TableError::WrongFormat {
                    expected: ExpectedFile::Complete,
                    remedy: FileRemedy::SaveValues,
                });
            }
        }
    }
    Ok(unsaved)
}

/// Converts the value of a cell. Whole numbers have no decimal point: many phone numbers are numbers.
fn convert(value: &DataRef<'_>, format: &NumberFormat) -> SheetCell {
    match value {
        DataRef::Empty => SheetCell::Empty,
        DataRef::SharedString(text) => SheetCell::Text((*text).to_owned()),
        DataRef::Int(number) => SheetCell::Text(number.to_string()),
        DataRef::Float(number) => convert_number(*number, format),
        DataRef::Bool(flag) => SheetCell::Text(flag.to_string()),
        DataRef::DateTime(at) => match format.date_time(at) {
            Some(text) => SheetCell::Text(text),
            None => SheetCell::Invalid(at.as_f64().to_string(), CellProblem::NoDate),
        },
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            SheetCell::Text(text.clone())
        }
        DataRef::Error(error) => SheetCell::Invalid(error.to_string(), CellProblem::ErrorValue),
    }
}

/// Converts a number.
pub(super) fn convert_number(number: f64, format: &NumberFormat) -> SheetCell {
    if !number.is_finite() || number.abs() >= FIRST_INEXACT {
        return SheetCell::Invalid(number.to_string(), CellProblem::LostDigits);
    }
    if let Some(text) = format.number(number) {
        return SheetCell::Text(text);
    }
    SheetCell::Text(if number.fract() == 0.0 {
        format!("{:.0}", number + 0.0)
    } else {
        number.to_string()
    })
}
