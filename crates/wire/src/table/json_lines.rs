//! JSON Lines: one object per line, with the names of the columns as keys. Phone numbers, groups and
//! location codes are arrays; custom values are typed members of `data`.

use std::{
    io::{self, BufRead, BufReader, Read, Write},
    ops::ControlFlow,
};

use roster_model::{ImportRow, NamedWorker};
use serde_json::{Map, Value};

use super::{
    MAX_COLUMNS, MAX_ROW_BYTES, MAX_ROWS, TableError, builder::RowBuilder, cells::Cells,
    column::Column,
};

/// Reads the lines of `source`.
pub(super) fn read(
    source: impl Read,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<(), TableError> {
    let mut source = BufReader::new(source);
    let mut line = Vec::new();
    for row in 1.. {
        line.clear();
        source.by_ref().take(MAX_ROW_BYTES + 1).read_until(b'\n', &mut line)?;
        if line.is_empty() {
            break;
        }
        if line.len() as u64 > MAX_ROW_BYTES {
            return Err(TableError::RowTooLong(row));
        }
        if row > MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        let text = str::from_utf8(&line).map_err(|_| TableError::NotUtf8(row))?;
        let text = text.strip_prefix('\u{FEFF}').unwrap_or(text).trim();
        if text.is_empty() {
            continue;
        }
        if let Some(row) = parse_line(row, text)?
            && each(row).is_break()
        {
            break;
        }
    }
    Ok(())
}

fn parse_line(row: u64, text: &str) -> Result<Option<ImportRow>, TableError> {
    let mut builder = RowBuilder::new(row, true);
    let Ok(members) = serde_json::from_str::<Map<String, Value>>(text) else {
        builder.row_error("the line is not a JSON object; the file may be incomplete".to_owned());
        return Ok(builder.finish());
    };
    if members.len() > MAX_COLUMNS {
        return Err(TableError::TooManyColumns(row));
    }
    let mut unknown = Vec::new();
    for (key, value) in &members {
        match Column::parse(key) {
            Some(column) => builder.value(&column, key, value),
            None => unknown.push(key.clone()),
        }
    }
    if unknown.is_empty() { Ok(builder.finish()) } else { Err(TableError::UnknownColumns(unknown)) }
}

/// Writes the line of a worker.
pub(super) fn write(out: &mut impl Write, worker: &NamedWorker, cells: &Cells) -> io::Result<()> {
    serde_json::to_writer(&mut *out, &cells.json(worker))?;
    out.write_all(b"\n")
}
