//! Reading CSV.

use std::{
    cell::Cell,
    io::{self, Read},
    ops::ControlFlow,
    rc::Rc,
};

use csv::{ByteRecord, ReaderBuilder};
use roster_model::ImportRow;

use super::{
    MAX_COLUMNS, MAX_ROW_BYTES, MAX_ROWS, TableError,
    builder::Builder,
    column::{self, Column},
    unguarded,
};

/// How much of the file is looked at to tell the separator.
const HEAD_BYTES: u64 = 64 << 10;

/// Reads the table from `source`.
pub(super) fn read(
    mut source: impl Read,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<(), TableError> {
    let mut start = Vec::new();
    source.by_ref().take(HEAD_BYTES).read_to_end(&mut start)?;
    refuse_others(&start)?;
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start);
    let since_row = Rc::new(Cell::new(0));
    let counted = Counted { source: text.chain(source), since_row: Rc::clone(&since_row) };
    let mut rows = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(counted);

    let mut record = ByteRecord::new();
    let mut head: Option<Vec<Option<(Column, String)>>> = None;
    for row in 1.. {
        since_row.set(0);
        let more = rows.read_byte_record(&mut record).map_err(|error| unreadable(error, row))?;
        if !more {
            break;
        }
        if row > MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        if record.len() > MAX_COLUMNS {
            return Err(TableError::TooManyColumns(row));
        }
        let cells: Option<Vec<&str>> =
            record.iter().map(|cell| str::from_utf8(cell).ok().map(unguarded)).collect();
        let cells = cells.ok_or(TableError::NotUtf8(row))?;
        match &head {
            None => {
                let headers: Vec<String> = cells.into_iter().map(str::to_owned).collect();
                head = Some(column::head(&headers)?);
            }
            Some(head) => {
                if let Some(row) = understand(row, head, &cells)
                    && each(row).is_break()
                {
                    return Ok(());
                }
            }
        }
    }
    if head.is_none() { Err(TableError::Empty) } else { Ok(()) }
}

/// The row that these cells are, unless nothing is in them.
fn understand(row: u64, head: &[Option<(Column, String)>], cells: &[&str]) -> Option<ImportRow> {
    let mut builder = Builder::new(row, false);
    if cells.iter().all(|cell| cell.is_empty()) {
        return None;
    }
    let (there, wanted) = (cells.len(), head.len());
    let surplus = cells.iter().skip(wanted).any(|cell| !cell.is_empty());
    if there < wanted || surplus {
        builder.broken(format!(
            "the row has {there} cells where the head has {wanted}: is the file cut off, or a \
             quotation mark missing?"
        ));
    }
    for (column, cell) in head.iter().zip(cells) {
        match column {
            Some((column, header)) => builder.text(column, header, cell),
            None if cell.is_empty() => {}
            None => builder.broken("a cell has no header above it".to_owned()),
        }
    }
    builder.finish()
}

/// Files of other kinds, by their first bytes.
fn refuse_others(start: &[u8]) -> Result<(), TableError> {
    let remedy = match start {
        [b'P', b'K', 3, 4, ..] => "it is a workbook: give its name the ending .xlsx",
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "it is in UTF-16: save it as 'CSV UTF-8'",
        _ => return Ok(()),
    };
    Err(TableError::NotOfFormat { expected: "CSV", remedy })
}

/// What separates the values: what the first line has most of. Where a comma is the decimal sign,
/// spreadsheets save semicolons.
fn delimiter(text: &[u8]) -> u8 {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |separator: u8| line.split(|byte| *byte == separator).count();
    let rivals = [b'\t', b';', b','];
    rivals.into_iter().max_by_key(|separator| count(*separator)).unwrap_or(b',')
}

fn unreadable(error: csv::Error, row: u64) -> TableError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            TableError::RowTooLong(row)
        }
        csv::ErrorKind::Io(error) => TableError::Io(error),
        _ => TableError::Damaged { row },
    }
}

/// Ends the file's reading when one row never ends: it would all be held in memory.
struct Counted<R> {
    source: R,
    since_row: Rc<Cell<u64>>,
}

impl<R: Read> Read for Counted<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.since_row.get() > MAX_ROW_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.source.read(buffer)?;
        self.since_row.set(self.since_row.get() + read as u64);
        Ok(read)
    }
}
