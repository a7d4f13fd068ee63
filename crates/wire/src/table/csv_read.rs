//! Reading of CSV.

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
    builder::RowBuilder,
    column::{self, Header},
    unescape_formula,
};

/// The part of the file that is searched for the delimiter, in bytes.
const DETECTION_BYTES: u64 = 64 << 10;

/// Reads the table from `source`.
pub(super) fn read(
    mut source: impl Read,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<(), TableError> {
    let mut start = Vec::new();
    source.by_ref().take(DETECTION_BYTES).read_to_end(&mut start)?;
    check_format(&start)?;
    let text = start.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&start);
    let row_bytes = Rc::new(Cell::new(0));
    let limited = RowLimit { source: text.chain(source), row_bytes: Rc::clone(&row_bytes) };
    let mut rows = ReaderBuilder::new()
        .delimiter(delimiter(text))
        .has_headers(false)
        .flexible(true)
        .from_reader(limited);

    let mut record = ByteRecord::new();
    let mut header: Option<Header> = None;
    for row in 1.. {
        row_bytes.set(0);
        let more = rows.read_byte_record(&mut record).map_err(|error| read_error(error, row))?;
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
            record.iter().map(|cell| str::from_utf8(cell).ok().map(unescape_formula)).collect();
        let cells = cells.ok_or(TableError::NotUtf8(row))?;
        match &header {
            None => {
                let headers: Vec<String> = cells.into_iter().map(str::to_owned).collect();
                header = Some(column::parse_header(&headers)?);
            }
            Some(header) => {
                if let Some(row) = parse_row(row, header, &cells)
                    && each(row).is_break()
                {
                    return Ok(());
                }
            }
        }
    }
    if header.is_none() { Err(TableError::Empty) } else { Ok(()) }
}

/// Parses a row; `None` if all cells are empty.
fn parse_row(row: u64, header: &Header, cells: &[&str]) -> Option<ImportRow> {
    let mut builder = RowBuilder::new(row, false);
    if cells.iter().all(|cell| cell.is_empty()) {
        return None;
    }
    let (found, expected) = (cells.len(), header.len());
    let has_surplus = cells.iter().skip(expected).any(|cell| !cell.is_empty());
    if found < expected || has_surplus {
        builder.row_error(format!(
            "the row has {found} cells, but the header has {expected}; the file may be incomplete, \
             or a quotation mark is missing"
        ));
    }
    for (column, cell) in header.iter().zip(cells) {
        match column {
            Some((column, header)) => builder.text(column, header, cell),
            None if cell.is_empty() => {}
            None => builder.row_error("a cell has no header".to_owned()),
        }
    }
    builder.finish()
}

/// Recognizes files of other formats by their first bytes.
fn check_format(start: &[u8]) -> Result<(), TableError> {
    let remedy = match start {
        [b'P', b'K', 3, 4, ..] => "it is a workbook; rename it to .xlsx",
        [0xFF, 0xFE, ..] | [0xFE, 0xFF, ..] => "it is in UTF-16; save it as 'CSV UTF-8'",
        _ => return Ok(()),
    };
    Err(TableError::WrongFormat { expected: "CSV", remedy })
}

/// Returns the delimiter: the candidate that the first line has most of. Spreadsheets use semicolons
/// in locales with a decimal comma.
fn delimiter(text: &[u8]) -> u8 {
    let line = text.split(|byte| *byte == b'\n').next().unwrap_or_default();
    let count = |delimiter: u8| line.split(|byte| *byte == delimiter).count();
    let candidates = [b'\t', b';', b','];
    candidates.into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}

fn read_error(error: csv::Error, row: u64) -> TableError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) if error.kind() == io::ErrorKind::FileTooLarge => {
            TableError::RowTooLong(row)
        }
        csv::ErrorKind::Io(error) => TableError::Io(error),
        _ => TableError::Damaged { row },
    }
}

/// Limits the size of a row, which is held in memory.
struct RowLimit<R> {
    source: R,
    row_bytes: Rc<Cell<u64>>,
}

impl<R: Read> Read for RowLimit<R> {
    fn read(&mut self, buffer: &mut [u8]) -> io::Result<usize> {
        if self.row_bytes.get() > MAX_ROW_BYTES {
            return Err(io::ErrorKind::FileTooLarge.into());
        }
        let read = self.source.read(buffer)?;
        self.row_bytes.set(self.row_bytes.get() + read as u64);
        Ok(read)
    }
}
