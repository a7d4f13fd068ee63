//! Reading of a table in batches of rows.

use std::{
    io::{Read, Seek},
    mem,
    ops::ControlFlow,
};

use roster_model::{ImportRow, cell_text};

use super::{ColumnMap, TableError, TableFormat, TableNotes, read_mapped};

/// The size at which a batch is passed on before it has all its rows, in bytes.
const MAX_BATCH_BYTES: usize = 8 << 20;

/// The memory of a row without its texts, in bytes.
const ROW_BYTES: usize = 512;

/// A batch of rows.
pub struct Batch {
    /// The rows, in the order of the table.
    pub rows: Vec<ImportRow>,
    /// The approximate memory of the rows, in bytes.
    pub bytes: usize,
}

/// Reads a table as [`read_table`](super::read_table) does, with columns for headers, and passes it on in batches of `rows` rows. A batch is smaller
/// if its rows are large, and at the end.
///
/// # Errors
/// Those of [`read_table`](super::read_table). The rows before the error have been passed on.
pub fn read_batches(
    source: impl Read + Seek,
    format: TableFormat,
    map: &ColumnMap,
    rows: usize,
    each: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> Result<TableNotes, TableError> {
    let new = || Batch { rows: Vec::with_capacity(rows), bytes: 0 };
    let mut batch = new();
    let outcome = read_mapped(source, format, map, &mut |row| {
        batch.bytes += memory(&row);
        batch.rows.push(row);
        if batch.rows.len() < rows && batch.bytes < MAX_BATCH_BYTES {
            return ControlFlow::Continue(());
        }
        each(mem::replace(&mut batch, new()))
    });
    if !batch.rows.is_empty() {
        // The result does not matter: this is the last batch.
        let _ = each(batch);
    }
    outcome
}

/// Estimates the memory of a row, in bytes.
fn memory(row: &ImportRow) -> usize {
    let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let texts =
        |texts: &Option<Vec<String>>| texts.iter().flatten().map(String::len).sum::<usize>();
    let data = row.data.iter().map(|(slug, value)| slug.len() + cell_text(value).len());
    ROW_BYTES
        + text(&row.edit.first_name)
        + text(&row.edit.last_name)
        + texts(&row.groups)
        + texts(&row.locations)
        + data.sum::<usize>()
}

#[cfg(test)]
mod tests {
    use std::{io::Cursor, ops::ControlFlow};

    use super::{MAX_BATCH_BYTES, read_batches};
    use crate::table::{ColumnMap, TableFormat};

    fn batch_sizes(table: String, rows: usize, max_batches: usize) -> Vec<usize> {
        let mut sizes = Vec::new();
        let map = ColumnMap::default();
        read_batches(Cursor::new(table), TableFormat::Csv, &map, rows, &mut |batch| {
            sizes.push(batch.rows.len());
            if sizes.len() < max_batches {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        })
        .unwrap();
        sizes
    }

    fn table(rows: usize, note: &str) -> String {
        let row = |index| format!("w{index},{note}\n");
        "username,data: note\n".to_owned() + &(0..rows).map(row).collect::<String>()
    }

    #[test]
    fn batches_have_the_requested_number_of_rows() {
        assert_eq!(batch_sizes(table(5, "Asha"), 2, usize::MAX), [2, 2, 1]);
        assert_eq!(batch_sizes(table(4, "Asha"), 2, usize::MAX), [2, 2]);
        assert_eq!(batch_sizes(table(0, "Asha"), 2, usize::MAX), [0; 0]);
        assert_eq!(batch_sizes(table(9, "Asha"), 2, 1), [2], "no batch follows a break");
    }

    #[test]
    fn batches_of_large_rows_are_smaller() {
        let note = "a".repeat(MAX_BATCH_BYTES / 80);
        assert_eq!(batch_sizes(table(100, &note), 2_000, usize::MAX), [80, 20]);
    }
}
