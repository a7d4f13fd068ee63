//! Reading of workbooks: the sheet `users`, or the first sheet.

use std::{
    io::{Read, Seek},
    ops::ControlFlow,
};

use calamine::{DataRef, Reader, Xlsx};
use roster_model::ImportRow;

use super::{
    MAX_COLUMNS, MAX_ROW_BYTES, MAX_ROWS, TableError,
    builder::RowBuilder,
    column::{self, Header},
    zip_limits,
};

/// Reads the table from `source` and returns the names of the other sheets. Formulas are not
/// evaluated: their cells have the value that was saved last.
pub(super) fn read(
    mut source: impl Read + Seek,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<Vec<String>, TableError> {
    zip_limits::check(&mut source)?;
    source.rewind()?;
    let mut book: Xlsx<_> = Xlsx::new(source).map_err(|_| TableError::WrongFormat {
        expected: "a workbook",
        remedy: "save it as .xlsx again",
    })?;
    let sheets = book.sheet_names();
    let is_users = |name: &&String| name.trim().eq_ignore_ascii_case("users");
    let sheet =
        sheets.iter().find(is_users).or(sheets.first()).cloned().ok_or(TableError::Empty)?;
    let others = sheets.into_iter().filter(|name| *name != sheet).collect();
    // The whole range of a sheet would fill the memory if one cell is far out.
    let damaged = |row| move |_| TableError::Damaged { row };
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(damaged(1))?;

    let mut table = Table { header: None, row: 0, cells: Vec::new(), bytes: 0 };
    while let Some(cell) = cells.next_cell().map_err(damaged(table.row + 1))? {
        let (row, column) = cell.get_position();
        let (row, column) = (u64::from(row), column as usize);
        if column >= MAX_COLUMNS {
            return Err(TableError::TooManyColumns(row + 1));
        }
        if row >= MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        if row < table.row {
            return Err(TableError::Damaged { row: row + 1 });
        }
        if row > table.row {
            if table.end_row(each)?.is_break() {
                return Ok(others);
            }
            table.row = row;
        }
        let text = text(cell.get_value());
        table.bytes += text.len() as u64;
        // All cells of a row can share one long text.
        if table.bytes > MAX_ROW_BYTES {
            return Err(TableError::RowTooLong(row + 1));
        }
        if column >= table.cells.len() {
            table.cells.resize(column + 1, String::new());
        }
        table.cells[column] = text;
    }
    let _ = table.end_row(each)?;
    if table.header.is_none() { Err(TableError::Empty) } else { Ok(others) }
}

struct Table {
    header: Option<Header>,
    /// The index of the present row, from 0.
    row: u64,
    cells: Vec<String>,
    /// The size of the cells.
    bytes: u64,
}

impl Table {
    fn end_row(
        &mut self,
        each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
    ) -> Result<ControlFlow<()>, TableError> {
        let cells = std::mem::take(&mut self.cells);
        self.bytes = 0;
        if cells.iter().all(String::is_empty) {
            return Ok(ControlFlow::Continue(()));
        }
        let Some(header) = &self.header else {
            self.header = Some(column::parse_header(&cells)?);
            return Ok(ControlFlow::Continue(()));
        };
        let mut builder = RowBuilder::new(self.row + 1, false);
        // The file does not contain empty cells.
        let width = cells.len().max(header.len());
        for index in 0..width {
            let cell = cells.get(index).map_or("", String::as_str);
            match header.get(index) {
                Some(Some((column, name))) => builder.text(column, name, cell),
                _ if cell.is_empty() => {}
                _ => builder.row_error("a cell has no header".to_owned()),
            }
        }
        Ok(builder.finish().map_or(ControlFlow::Continue(()), each))
    }
}

/// Converts the value of a cell into text. Whole numbers have no decimal point: many phone numbers are
/// numbers.
fn text(value: &DataRef<'_>) -> String {
    const MAX_EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        DataRef::Empty => String::new(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < MAX_EXACT => {
            format!("{number:.0}")
        }
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(flag) => flag.to_string(),
        DataRef::DateTime(at) => {
            let (year, month, day, hour, minute, second, _) = at.to_ymd_hms_milli();
            match (hour, minute, second) {
                (0, 0, 0) => format!("{year:04}-{month:02}-{day:02}"),
                _ => format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}"),
            }
        }
        DataRef::String(text) | DataRef::DateTimeIso(text) | DataRef::DurationIso(text) => {
            text.clone()
        }
        DataRef::Error(error) => error.to_string(),
    }
}
