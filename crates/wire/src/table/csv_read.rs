//! Reading of CSV.

use std::{
    borrow::Cow,
    io::{BufRead, BufReader, Read, Seek, SeekFrom},
    ops::ControlFlow,
};

use roster_model::{ImportRow, Rule};

use super::{
    ColumnMap, MAX_ROWS, TableError, TableNotes,
    builder::RowBuilder,
    column::{self, Header},
    csv_encoding::Encoding,
    csv_records::CsvRecords,
    sheet::{RowSink, SheetCell},
    text::is_blank,
    unescape_formula, workbook,
};

/// The part of the file that is searched for the format and the delimiter, in bytes.
const DETECTION_BYTES: u64 = 64 << 10;

/// How a file is read.
#[derive(Clone, Copy)]
struct Layout {
    encoding: Encoding,
    /// The length of the byte order mark.
    skip: u64,
    delimiter: u8,
    /// Whether the first line names the delimiter.
    has_separator_line: bool,
}

/// Reads the table from `source`. The structure of the whole file is checked first, so that no row of
/// a damaged file is imported.
pub(super) fn read(
    mut source: impl Read + Seek,
    map: &ColumnMap,
    each: &mut dyn FnMut(ImportRow) -> ControlFlow<()>,
) -> Result<TableNotes, TableError> {
    let mut layout = Layout::detect(&mut source)?;
    layout.encoding = check_structure(&mut source, layout)?;
    let is_windows_1252 = layout.encoding == Encoding::Windows1252;
    let mut notes = TableNotes { is_windows_1252, ..TableNotes::default() };

    let mut records = layout.open(&mut source)?;
    let mut header: Option<Header> = None;
    while records.read_next()? {
        let row = records.row();
        if row > MAX_ROWS {
            return Err(TableError::TooManyRows);
        }
        let cells: Option<Vec<Cow<'_, str>>> =
            records.cells().map(|cell| layout.encoding.decode(cell)).collect();
        let cells = cells.ok_or(TableError::NotUtf8(row))?;
        let is_separator_line = row == 1 && layout.has_separator_line;
        if is_separator_line || cells.iter().all(|cell| is_blank(cell)) {
            continue;
        }
        let Some(header) = &header else {
            let headers: Vec<String> =
                cells.iter().map(|cell| unescape_formula(cell).to_owned()).collect();
            let parsed = column::parse_header(&headers, map)?;
            notes.add_ignored(&parsed);
            header = Some(parsed);
            continue;
        };
        if let Some(row) = parse_row(row, header, &cells, records.is_terminated())
            && each(row).is_break()
        {
            return Ok(notes);
        }
    }
    if header.is_none() { Err(TableError::Empty) } else { Ok(notes) }
}

/// Passes the cells of the header and of all other rows to `rows`.
pub(super) fn read_cells(
    mut source: impl Read + Seek,
    rows: &mut dyn RowSink,
) -> Result<(), TableError> {
    let mut layout = Layout::detect(&mut source)?;
    layout.encoding = check_structure(&mut source, layout)?;
    let mut records = layout.open(&mut source)?;
    let mut has_header = false;
    while records.read_next()? {
        let row = records.row();
        let cells: Option<Vec<Cow<'_, str>>> =
            records.cells().map(|cell| layout.encoding.decode(cell)).collect();
        let cells = cells.ok_or(TableError::NotUtf8(row))?;
        let is_separator_line = row == 1 && layout.has_separator_line;
        if is_separator_line || cells.iter().all(|cell| is_blank(cell)) {
            continue;
        }
        let cells: Vec<String> =
            cells.iter().map(|cell| unescape_formula(cell).to_owned()).collect();
        if !has_header {
            has_header = true;
            rows.header(&cells)?;
        } else if rows.row(row, cells.into_iter().map(SheetCell::Text).collect()).is_break() {
            break;
        }
    }
    Ok(())
}

/// Parses a row. Spreadsheets end a row early if the last columns are empty.
fn parse_row(
    row: u64,
    header: &Header,
    cells: &[Cow<'_, str>],
    is_terminated: bool,
) -> Option<ImportRow> {
    let mut builder = RowBuilder::new(row, false);
    let (found, expected) = (cells.len(), header.len());
    let has_surplus = cells.iter().skip(expected).any(|cell| !is_blank(cell));
    let is_cut_off = found < expected && !is_terminated;
    if is_cut_off || has_surplus {
        builder.row_error(Rule::CellCount { found, expected }.into());
    }
    for (index, column) in header.iter().enumerate() {
        let cell = cells.get(index).map_or("", |cell| unescape_formula(cell));
        match column {
            Some((column, header)) => builder.text(column, header, cell),
            None if is_blank(cell) => {}
            None => builder.row_error(Rule::NoHeader.into()),
        }
    }
    builder.finish()
}

impl Layout {
    fn detect(source: &mut (impl Read + Seek)) -> Result<Self, TableError> {
        let mut start = Vec::new();
        source.by_ref().take(DETECTION_BYTES).read_to_end(&mut start)?;
        if let Some(error) = workbook::name_other_format(&start) {
            return Err(error);
        }
        let (encoding, skip) = Encoding::detect(&start);
        let layout = Self { encoding, skip, delimiter: b',', has_separator_line: false };
        let mut line = Vec::new();
        let mut text = BufReader::new(layout.decode(source)?).take(DETECTION_BYTES);
        text.read_until(b'\n', &mut line)?;
        let first = line.split(|byte| *byte == b'\r').next().unwrap_or_default();
        let name = String::from_utf8_lossy(first).replace(['"', '\n'], "").to_lowercase();
        Ok(match name.strip_prefix("sep=").map(str::as_bytes) {
            Some([delimiter]) => Self { delimiter: *delimiter, has_separator_line: true, ..layout },
            _ => Self { delimiter: delimiter(first), ..layout },
        })
    }

    fn decode<'a>(
        self,
        source: &'a mut (impl Read + Seek),
    ) -> Result<Box<dyn Read + 'a>, TableError> {
        source.seek(SeekFrom::Start(self.skip))?;
        Ok(self.encoding.ascii_compatible(source))
    }

    fn open(self, source: &mut (impl Read + Seek)) -> Result<CsvRecords<impl BufRead>, TableError> {
        let source = BufReader::with_capacity(64 << 10, self.decode(source)?);
        Ok(CsvRecords::new(source, self.delimiter))
    }
}

/// Reads the whole file once. Returns its encoding: a file that is not in UTF-8 anywhere is in
/// Windows-1252.
fn check_structure(
    source: &mut (impl Read + Seek),
    layout: Layout,
) -> Result<Encoding, TableError> {
    let mut records = layout.open(source)?;
    let (mut first_invalid, mut has_utf8) = (None, layout.skip > 0);
    while records.read_next()? {
        for cell in records.cells().filter(|cell| !cell.is_ascii()) {
            if layout.encoding.decode(cell).is_some() {
                has_utf8 = true;
            } else {
                first_invalid.get_or_insert(records.row());
            }
        }
    }
    match first_invalid {
        None => Ok(layout.encoding),
        Some(row) if has_utf8 => Err(TableError::NotUtf8(row)),
        Some(_) => Ok(Encoding::Windows1252),
    }
}

/// Returns the delimiter: the candidate that the first line has most of, outside of quotation marks.
/// Spreadsheets use semicolons in locales with a decimal comma.
fn delimiter(line: &[u8]) -> u8 {
    let outside = || line.split(|byte| *byte == b'"').step_by(2).flatten();
    let count = |delimiter: u8| outside().filter(|byte| **byte == delimiter).count();
    let candidates = [b'\t', b';', b','];
    candidates.into_iter().max_by_key(|delimiter| count(*delimiter)).unwrap_or(b',')
}
