//! Writes a backup.

use std::io::Write;

use flate2::{Compression, write::GzEncoder};
use jiff::Timestamp;

use super::{Contents, Line, MARK, file_error, sealed::Sealing, tables};
use crate::{Error, ErrorKind, Store, migrate};

/// Number of rows per read.
const AT_A_TIME: usize = 1_000;

/// Writes all data of the store, as of one committed point, while other processes keep writing.
/// `at` is the current time.
///
/// # Errors
///
/// When the store cannot be read or `out` cannot be written: [`ErrorKind::Full`] when the disk is
/// full.
pub async fn write(
    store: &Store,
    at: Timestamp,
    out: &mut (impl Write + Send),
) -> Result<Contents, Error> {
    let engine = store.engine();
    let mut tx = store.read().await?;
    let schema = migrate::schema(&mut tx).await?;
    let mut out = Sealing::new(out);
    out.write_all(MARK).map_err(file_error)?;
    let mut lines = GzEncoder::new(out, Compression::fast());
    put(&mut lines, &Line::Backup { schema, engine: engine.to_owned(), at: at.to_string() })?;

    let mut contents = Contents { schema, engine: engine.to_owned(), at, tables: Vec::new() };
    for table in tables::all(&mut tx, engine).await? {
        let columns = table.names().into_iter().map(str::to_owned).collect();
        put(&mut lines, &Line::Table { name: table.name.to_owned(), columns })?;
        let (mut written, mut last) = (0, None);
        loop {
            let mut rows = table.rows_after(&mut tx, last.as_deref(), AT_A_TIME).await?;
            for row in &rows {
                put(&mut lines, row)?;
            }
            written += rows.len() as u64;
            last = rows.pop();
            if last.is_none() {
                break;
            }
        }
        if written != table.count(&mut tx).await? {
            let text = format!("the table {} does not give all of its rows", table.name);
            return Err(Error::new(ErrorKind::Corrupt, text));
        }
        contents.tables.push((table.name.to_owned(), written));
    }
    put(&mut lines, &Line::End { tables: contents.tables.len(), rows: contents.rows() })?;
    lines.finish().and_then(Sealing::seal).map_err(file_error)?;
    Ok(contents)
}

fn put(lines: &mut impl Write, line: &impl serde::Serialize) -> Result<(), Error> {
    serde_json::to_writer(&mut *lines, line).map_err(|error| file_error(error.into()))?;
    lines.write_all(b"\n").map_err(file_error)
}
