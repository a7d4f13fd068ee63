//! Reading workbooks: the sheet `users`, or the first. The others are only named.

use std::{
    io::{Read, Seek},
    ops::ControlFlow,
};

use calamine::{DataRef, Reader, Xlsx};
use roster_model::ImportRow;

use super::{
    MAX_COLUMNS, MAX_ROW_BYTES, MAX_ROWS, TableError,
    builder::Builder,
    column::{self, Column},
    guard,
};

type Head = Vec<Option<(Column, String)>>;

/// Reads the table from `source`, and tells the names of the sheets that are not it. Formulas are not
/// evaluated: a cell says what was last saved in it.
pub(super) fn read(
    mut source: impl Read + Seek,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<Vec<String>, TableError> {
    guard::check(&mut source)?;
    source.rewind()?;
    let mut book: Xlsx<_> = Xlsx::new(source).map_err(|_| TableError::NotOfFormat {
        expected: "a workbook",
        remedy: "save it as .xlsx once more",
    })?;
    let sheets = book.sheet_names();
    let named = |name: &&String| name.trim().eq_ignore_ascii_case("users");
    let sheet = sheets.iter().find(named).or(sheets.first()).cloned().ok_or(TableError::Empty)?;
    let others = sheets.into_iter().filter(|name| *name != sheet).collect();
    // A cell at a time: a far cell would make a whole sheet fill the memory.
    let damaged = |row| move |_| TableError::Damaged { row };
    let mut cells = book.worksheet_cells_reader(&sheet).map_err(damaged(1))?;

    let mut table = Table { head: None, row: 0, cells: Vec::new(), bytes: 0 };
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
        // One shared text can stand in all cells of a row.
        if table.bytes > MAX_ROW_BYTES {
            return Err(TableError::RowTooLong(row + 1));
        }
        if column >= table.cells.len() {
            table.cells.resize(column + 1, String::new());
        }
        table.cells[column] = text;
    }
    let _ = table.end_row(each)?;
    if table.head.is_none() { Err(TableError::Empty) } else { Ok(others) }
}

struct Table {
    head: Option<Head>,
    /// From 0.
    row: u64,
    cells: Vec<String>,
    /// How much is in them.
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
        let Some(head) = &self.head else {
            self.head = Some(column::head(&cells)?);
            return Ok(ControlFlow::Continue(()));
        };
        let mut builder = Builder::new(self.row + 1, false);
        // An empty cell is not in the file at all.
        let width = cells.len().max(head.len());
        for index in 0..width {
            let cell = cells.get(index).map_or("", String::as_str);
            match head.get(index) {
                Some(Some((column, header))) => builder.text(column, header, cell),
                _ if cell.is_empty() => {}
                _ => builder.broken("a cell has no header above it".to_owned()),
            }
        }
        Ok(builder.finish().map_or(ControlFlow::Continue(()), each))
    }
}

/// What a cell shows. Whole numbers have no point: a phone number is often one.
fn text(value: &DataRef<'_>) -> String {
    const EXACT: f64 = 9_007_199_254_740_992.0;
    match value {
        DataRef::Empty => String::new(),
        DataRef::SharedString(text) => (*text).to_owned(),
        DataRef::Int(number) => number.to_string(),
        DataRef::Float(number) if number.fract() == 0.0 && number.abs() < EXACT => {
            format!("{number:.0}")
        }
        DataRef::Float(number) => number.to_string(),
        DataRef::Bool(answer) => answer.to_string(),
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
