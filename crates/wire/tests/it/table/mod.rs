//! Tables of workers: what is read from them, what is refused, and that what is written reads back.

mod hostile;
mod reading;
mod round_trip;

use std::{io::Cursor, ops::ControlFlow};

use roster_model::ImportRow;
use roster_wire::table::{TableError, TableFormat, read_table};

/// The rows of a table, or why it is refused.
fn rows(format: TableFormat, bytes: &[u8]) -> Result<Vec<ImportRow>, TableError> {
    let mut rows = Vec::new();
    read_table(Cursor::new(bytes), format, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

/// Why a table is refused.
fn refusal(format: TableFormat, bytes: &[u8]) -> String {
    rows(format, bytes).unwrap_err().to_string()
}
