//! The people as a table, the same for all servers.

use std::{
    fmt::Write as _,
    fs,
    io::{BufWriter, Write as _},
    path::PathBuf,
};

use crate::people::{Facts, facts};

/// The group that is queried.
pub(super) const GROUP: &str = "team-007";

/// Writes a table of people if it is missing: id, username, first and last name, e-mail, phone,
/// language, team, location, and custom data as JSON.
pub(super) fn write(people: u64) -> anyhow::Result<PathBuf> {
    let file = super::installed::folder()?.join(format!("people-{people}.csv"));
    if file.is_file() {
        return Ok(file);
    }
    let unfinished = file.with_extension("part");
    let mut out = BufWriter::new(fs::File::create(&unfinished)?);
    for row in (0..people).map(row) {
        let mut line = row[..row.len() - 1].join(",");
        // Writing to a `String` cannot fail.
        let _ = write!(line, ",\"{}\"", row[row.len() - 1].replace('"', "\"\""));
        writeln!(out, "{line}")?;
    }
    out.flush()?;
    fs::rename(unfinished, &file)?;
    Ok(file)
}

/// The columns of a person; only the last one needs quoting.
pub(super) fn row(number: u64) -> [String; 10] {
    let Facts { name, first, last, email, phone, data, group, place } = facts(number);
    let data = data.map(|(field, value)| (field.to_owned(), serde_json::Value::from(value)));
    let data = serde_json::Value::Object(data.into_iter().collect());
    [
        id(number),
        name,
        first.to_owned(),
        last.to_owned(),
        email,
        phone,
        "hin".to_owned(),
        format!("team-{group:03}"),
        format!("village-{place:03}"),
        data.to_string(),
    ]
}

/// The id of a person: fifteen characters, as `PocketBase` requires, in no order.
pub(super) fn id(number: u64) -> String {
    format!("{:015x}", number.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 4)
}
