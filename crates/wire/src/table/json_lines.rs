//! JSON Lines: an object a line, with the names of the columns as keys. Phone numbers, groups and
//! location codes are arrays, custom values are members of `data`, with their types.

use std::{
    io::{BufRead, BufReader, Read, Write},
    ops::ControlFlow,
};

use roster_model::{ImportRow, NamedWorker};
use serde_json::{Map, Value, json};

use super::{
    MAX_COLUMNS, MAX_ROW_BYTES, MAX_ROWS, TableError,
    builder::Builder,
    cells::{Cells, PASSWORD},
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
        if let Some(row) = understand(row, text)?
            && each(row).is_break()
        {
            break;
        }
    }
    Ok(())
}

fn understand(row: u64, text: &str) -> Result<Option<ImportRow>, TableError> {
    let mut builder = Builder::new(row, true);
    let Ok(members) = serde_json::from_str::<Map<String, Value>>(text) else {
        builder.broken("the line is no JSON object: is the file cut off?".to_owned());
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
pub(super) fn write(
    out: &mut impl Write,
    worker: &NamedWorker,
    cells: &Cells,
) -> std::io::Result<()> {
    let person = &worker.person;
    let part = person.worker.as_ref();
    let phones: Vec<&str> = person.phones.iter().map(roster_model::Phone::digits).collect();
    let line = json!({
        "username": cells.username(worker),
        "user_id": person.id.as_str(),
        "password": PASSWORD,
        "first_name": person.first_name,
        "last_name": person.last_name,
        "email": person.email.as_ref().map(roster_model::Email::as_str),
        "phone-number": phones,
        "language": part.and_then(|worker| worker.language.as_deref()),
        "role": part.and_then(|worker| worker.role.as_deref()),
        "group": worker.groups,
        "location_code": worker.locations,
        "user_profile": worker.profile,
        "is_active": part.is_some_and(|worker| worker.active),
        "is_account_confirmed": part.is_some_and(|worker| !worker.unconfirmed),
        "connect_username": part.and_then(|worker| worker.connect_username.as_deref()),
        "data": person.custom,
        "registered_on (read only)": person.created_at.to_string(),
        "last_modified (read only)": person.updated_at.to_string(),
    });
    serde_json::to_writer(&mut *out, &line)?;
    out.write_all(b"\n")
}
