//! JSON Lines: one object per line, with the names of the columns as keys. Phone numbers, groups and
//! location codes are arrays; custom values are typed members of `data`.

use std::{
    io::{self, BufRead, BufReader, Read, Seek},
    ops::ControlFlow,
};

use roster_model::{ImportRow, NamedWorker, Problem, Rule};
use serde_json::{Map, Value};

use super::{
    ColumnMap, MAX_COLUMNS, MAX_ROW_BYTES, MAX_ROWS, TableError, TableNotes, builder::RowBuilder,
    cells::Cells, column::Column,
};
use crate::json::{self, BadJson};

/// The part of the file that is searched for the start of an array, in bytes.
const DETECTION_BYTES: u64 = 4 << 10;

/// Receives the number and the text of an element of an array.
type EachElement<'a> = dyn FnMut(u64, &str) -> Result<ControlFlow<()>, TableError> + 'a;

/// Reads the objects of `source`: one per line, or an array.
pub(super) fn read(
    mut source: impl Read + Seek,
    map: &ColumnMap,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<TableNotes, TableError> {
    let mut start = Vec::new();
    source.by_ref().take(DETECTION_BYTES).read_to_end(&mut start)?;
    source.rewind()?;
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start).trim_ascii_start();
    let mut notes = TableNotes::default();
    if text.first() == Some(&b'[') {
        // No row of a damaged array is imported.
        read_array(&mut BufReader::new(&mut source), &mut |_, _| Ok(ControlFlow::Continue(())))?;
        source.rewind()?;
        read_array(&mut BufReader::new(source), &mut |row, text| {
            Ok(parse_object((row, text), map, &mut notes)?
                .map_or(ControlFlow::Continue(()), &mut *each))
        })?;
    } else {
        read_lines(&mut BufReader::new(source), map, each, &mut notes)?;
    }
    Ok(notes)
}

fn read_lines(
    source: &mut impl BufRead,
    map: &ColumnMap,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
    notes: &mut TableNotes,
) -> Result<(), TableError> {
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
        let text = text.strip_suffix(',').unwrap_or(text);
        if text.is_empty() {
            continue;
        }
        if let Some(row) = parse_object((row, text), map, notes)?
            && each(row).is_break()
        {
            break;
        }
    }
    Ok(())
}

/// Reads the elements of an array and passes each to `each`, with its number from 1.
fn read_array(source: &mut impl BufRead, each: &mut EachElement<'_>) -> Result<(), TableError> {
    let mut element: Vec<u8> = Vec::new();
    let (mut row, mut depth, mut in_text, mut is_escaped) = (1, 0_usize, false, false);
    let mut is_closed = false;
    for byte in source.bytes() {
        let byte = byte?;
        let is_separator = !in_text && depth == 1 && matches!(byte, b',' | b']');
        match byte {
            _ if in_text => {
                in_text = is_escaped || byte != b'"';
                is_escaped = !is_escaped && byte == b'\\';
            }
            b'"' => in_text = true,
            b'[' | b'{' => depth += 1,
            b']' | b'}' => depth = depth.checked_sub(1).ok_or(TableError::Damaged { row })?,
            _ => {}
        }
        if is_closed && !byte.is_ascii_whitespace() {
            return Err(TableError::Damaged { row });
        }
        is_closed |= depth == 0 && byte == b']';
        if !is_separator {
            // The bracket that opens the array is not part of an element.
            if depth > 1 || (depth == 1 && byte != b'[') {
                element.push(byte);
            }
            if element.len() as u64 > MAX_ROW_BYTES {
                return Err(TableError::RowTooLong(row));
            }
            continue;
        }
        let text = str::from_utf8(&element).map_err(|_| TableError::NotUtf8(row))?.trim();
        if !text.is_empty() && each(row, text)?.is_break() {
            return Ok(());
        }
        element.clear();
        row += 1;
        if row > MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
    }
    if is_closed { Ok(()) } else { Err(TableError::Damaged { row }) }
}

fn parse_object(
    (row, text): (u64, &str),
    map: &ColumnMap,
    notes: &mut TableNotes,
) -> Result<Option<ImportRow>, TableError> {
    let mut builder = RowBuilder::new(row, true);
    let members: Option<Map<String, Value>> = match json::parse(text.as_bytes()) {
        Ok(Value::Object(members)) => Some(members),
        Err(BadJson::Number(number)) => {
            builder.row_error(Problem::Other(number.to_string()));
            serde_json::from_str(text).ok()
        }
        Err(error @ BadJson::TooManyValues) => {
            builder.row_error(Problem::Other(error.to_string()));
            return Ok(builder.finish());
        }
        Ok(_) | Err(BadJson::Malformed(_)) => None,
    };
    let Some(members) = members else {
        builder.row_error(Rule::NotAnObject.into());
        return Ok(builder.finish());
    };
    if members.len() > MAX_COLUMNS {
        return Err(TableError::TooManyColumns(row));
    }
    let mut unknown = Vec::new();
    let mut mapped: Vec<(Column, &String)> = Vec::new();
    for (key, value) in &members {
        match map.get(key).cloned().or_else(|| Column::parse(key)) {
            Some(column) => {
                let same = mapped.iter().find(|(known, _)| known.excludes(&column));
                if let Some((_, other)) = same {
                    let (header, other, column) = (key.clone(), (*other).clone(), column.name());
                    return Err(TableError::SameColumn { header, other, column });
                }
                if !map.is_empty() {
                    mapped.push((column.clone(), key));
                }
                notes.add_ignored_column(&column, key);
                builder.value(&column, key, value);
            }
            None => unknown.push(key.clone()),
        }
    }
    if unknown.is_empty() { Ok(builder.finish()) } else { Err(TableError::UnknownColumns(unknown)) }
}

/// Returns the line of a worker.
pub(super) fn line(worker: &NamedWorker, cells: &Cells) -> io::Result<Vec<u8>> {
    let mut line = serde_json::to_vec(&cells.json(worker))?;
    line.push(b'\n');
    Ok(line)
}
