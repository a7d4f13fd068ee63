//! Reading and writing of tables of workers.

mod groups;
mod hostile;
mod limits;
mod old_workbook;
mod open_document;
mod reading;
mod round_trip;
mod texts;
mod workbooks;

use std::{io::Cursor, ops::ControlFlow};

use roster_model::ImportRow;
use roster_wire::table::{TableError, TableFormat, read_table};

/// Reads the rows of a table.
fn rows(format: TableFormat, bytes: &[u8]) -> Result<Vec<ImportRow>, TableError> {
    let mut rows = Vec::new();
    read_table(Cursor::new(bytes), format, &mut |row| {
        rows.push(row);
        ControlFlow::Continue(())
    })?;
    Ok(rows)
}

/// Returns the error of a table that cannot be read.
fn table_error(format: TableFormat, bytes: &[u8]) -> String {
    rows(format, bytes).unwrap_err().to_string()
}
