//! Reading a table some rows at a time.

use std::{
    io::{Read, Seek},
    mem,
    ops::ControlFlow,
};

use roster_model::{ImportRow, cell_text};

use super::{TableError, TableFormat, read_table};

/// How much is in the rows that come together, in bytes, before they come: a row may be large.
const BYTES_AT_A_TIME: usize = 8 << 20;

/// What a row takes beside its texts, in bytes.
const ROW_BYTES: usize = 512;

/// Some rows of a table.
pub struct Batch {
    /// The rows, in their order.
    pub rows: Vec<ImportRow>,
    /// About how much memory they take, in bytes.
    pub bytes: usize,
}

/// Reads a table as [`read_table`] does, and hands over `rows` of its rows at a time, or fewer where
/// they are large, and at the end.
///
/// # Errors
/// Those of [`read_table`]; what could be read before has been handed over.
pub fn read_batches(
    source: impl Read + Seek,
    format: TableFormat,
    rows: usize,
    each: &mut dyn FnMut(Batch) -> ControlFlow<()>,
) -> Result<Vec<String>, TableError> {
    let new = || Batch { rows: Vec::with_capacity(rows), bytes: 0 };
    let mut batch = new();
    let outcome = read_table(source, format, &mut |row| {
        batch.bytes += weight(&row);
        batch.rows.push(row);
        if batch.rows.len() < rows && batch.bytes < BYTES_AT_A_TIME {
            return ControlFlow::Continue(());
        }
        each(mem::replace(&mut batch, new()))
    });
    if !batch.rows.is_empty() {
        // The last, whether more is wanted or not.
        let _ = each(batch);
    }
    outcome
}

/// About how much memory a row takes.
fn weight(row: &ImportRow) -> usize {
    let text = |text: &Option<String>| text.as_ref().map_or(0, String::len);
    let texts =
        |texts: &Option<Vec<String>>| texts.iter().flatten().map(String::len).sum::<usize>();
    let data = row.data.iter().map(|(slug, value)| slug.len() + cell_text(value).len());
    ROW_BYTES
        + text(&row.first_name)
        + text(&row.last_name)
        + texts(&row.groups)
        + texts(&row.locations)
        + data.sum::<usize>()
}

#[cfg(test)]
mod tests {
    use std::{io::Cursor, ops::ControlFlow};

    use super::{BYTES_AT_A_TIME, read_batches};
    use crate::table::TableFormat;

    fn sizes(table: String, rows: usize, wanted: usize) -> Vec<usize> {
        let mut sizes = Vec::new();
        read_batches(Cursor::new(table), TableFormat::Csv, rows, &mut |batch| {
            sizes.push(batch.rows.len());
            if sizes.len() < wanted { ControlFlow::Continue(()) } else { ControlFlow::Break(()) }
        })
        .unwrap();
        sizes
    }

    fn table(rows: usize, note: &str) -> String {
        let row = |index| format!("w{index},{note}\n");
        "username,data: note\n".to_owned() + &(0..rows).map(row).collect::<String>()
    }

    #[test]
    fn so_many_rows_come_at_a_time() {
        assert_eq!(sizes(table(5, "Asha"), 2, usize::MAX), [2, 2, 1]);
        assert_eq!(sizes(table(4, "Asha"), 2, usize::MAX), [2, 2]);
        assert_eq!(sizes(table(0, "Asha"), 2, usize::MAX), [0; 0]);
        assert_eq!(sizes(table(9, "Asha"), 2, 1), [2], "nothing comes that is not wanted");
    }

    #[test]
    fn large_rows_come_with_few_others() {
        let note = "a".repeat(BYTES_AT_A_TIME / 80);
        assert_eq!(sizes(table(100, &note), 2_000, usize::MAX), [80, 20]);
    }
}
