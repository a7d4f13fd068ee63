//! Reading of `OpenDocument` spreadsheets (ODF 1.2), cell by cell.

use std::{
    collections::HashMap,
    io::{BufRead, BufReader, Read, Seek},
    ops::ControlFlow,
};

use calamine::{Dimensions, Sheet, SheetType, SheetVisible};
use quick_xml::{
    Reader, XmlVersion,
    escape::resolve_xml_entity,
    events::{BytesStart, Event},
};
use roster_model::CellProblem;
use zip::ZipArchive;

use super::{
    MAX_COLUMNS, TableError, TableNotes, WorkbookLimit,
    number_format::NumberFormat,
    sheet::{RowSink, SheetCell, SheetRows},
    workbook::{ENCRYPTED, INCOMPLETE, Wanted, choose_sheet},
    xlsx_read::convert_number,
};

/// The maximum size of all cells, in bytes. A cell and a row can be repeated a million times.
const MAX_EXPANDED_BYTES: usize = 1 << 30;

/// The size of a cell without its text, in bytes.
const CELL_BYTES: usize = 16;

const DAMAGED: TableError = TableError::Damaged { row: 1 };

/// Reads a sheet of `source`.
pub(super) fn read(
    source: impl Read + Seek,
    wanted: Wanted,
    sink: &mut dyn RowSink,
) -> Result<TableNotes, TableError> {
    let mut archive = ZipArchive::new(source).map_err(|_| INCOMPLETE)?;
    if is_encrypted(&mut archive) {
        return Err(ENCRYPTED);
    }
    let mut sheets = SheetList::default();
    Content::open(&mut archive)?.walk(&mut |part| {
        sheets.add(part);
        Ok(ControlFlow::Continue(()))
    })?;
    let (name, notes) = choose_sheet(&sheets.sheets, wanted)?;
    let Some(name) = name else { return Ok(notes) };
    let index = sheets.sheets.iter().position(|sheet| sheet.name == name).unwrap_or_default();
    let merges = sheets.merges.remove(&index).unwrap_or_default();
    let rows = SheetRows::new(merges, sink)?;
    let mut reader = CellReader {
        index,
        rows,
        table: 0,
        row: 0,
        repeated: 1,
        column: 0,
        cells: Vec::new(),
        bytes: 0,
    };
    Content::open(&mut archive)?.walk(&mut |part| reader.add(part))?;
    reader.rows.finish()?;
    Ok(notes)
}

fn is_encrypted(archive: &mut ZipArchive<impl Read + Seek>) -> bool {
    let mut manifest = String::new();
    let file = archive.by_name("META-INF/manifest.xml").ok();
    file.is_some_and(|mut file| file.read_to_string(&mut manifest).is_ok())
        && manifest.contains("encryption-data")
}

/// A part of the content that matters for tables.
enum Part {
    /// A style, and whether its tables are shown.
    TableStyle {
        name: String,
        is_shown: bool,
    },
    Table {
        name: String,
        style: String,
    },
    TableEnd,
    Row {
        repeated: u32,
    },
    RowEnd,
    Cell {
        cell: SheetCell,
        repeated: u32,
        spanned: (u32, u32),
    },
}

/// The content of a spreadsheet.
struct Content<R> {
    reader: Reader<R>,
    style: String,
    /// The number of open tables: a table can be inside a cell.
    depth: usize,
}

impl<'a, R: Read + Seek> Content<BufReader<zip::read::ZipFile<'a, R>>> {
    fn open(archive: &'a mut ZipArchive<R>) -> Result<Self, TableError> {
        let file = archive.by_name("content.xml").map_err(|_| INCOMPLETE)?;
        let mut reader = Reader::from_reader(BufReader::with_capacity(64 << 10, file));
        reader.config_mut().expand_empty_elements = true;
        Ok(Self { reader, style: String::new(), depth: 0 })
    }
}

impl<R: BufRead> Content<R> {
    /// Passes each part to `each`, until it breaks.
    fn walk(
        mut self,
        each: &mut dyn FnMut(Part) -> Result<ControlFlow<()>, TableError>,
    ) -> Result<(), TableError> {
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            let event = self.reader.read_event_into(&mut buffer).map_err(|_| DAMAGED)?;
            let part = match event {
                Event::Start(start) => match start.name().as_ref() {
                    "style:style" => {
                        self.style = attribute(&start, "style:name")?.unwrap_or_default();
                        continue;
                    }
                    "style:table-properties" => {
                        let shown = attribute(&start, "table:display")?;
                        let is_shown = shown.is_none_or(|shown| shown != "false");
                        Part::TableStyle { name: self.style.clone(), is_shown }
                    }
                    "table:table" => {
                        self.depth += 1;
                        let name = attribute(&start, "table:name")?.unwrap_or_default();
                        let style = attribute(&start, "table:style-name")?.unwrap_or_default();
                        Part::Table { name, style }
                    }
                    "table:table-row" if self.depth == 1 => {
                        Part::Row { repeated: count(&start, "table:number-rows-repeated")? }
                    }
                    "table:table-cell" | "table:covered-table-cell" if self.depth == 1 => {
                        let start = start.into_owned();
                        self.cell(&start)?
                    }
                    _ => continue,
                },
                Event::End(end) => match end.name().as_ref() {
                    "table:table" => {
                        self.depth = self.depth.saturating_sub(1);
                        Part::TableEnd
                    }
                    "table:table-row" if self.depth == 1 => Part::RowEnd,
                    _ => continue,
                },
                Event::Eof => return Ok(()),
                Event::DocType(_) => return Err(DAMAGED),
                _ => continue,
            };
            if each(part)?.is_break() {
                return Ok(());
            }
        }
    }

    /// Reads the rest of a cell.
    fn cell(&mut self, start: &BytesStart<'_>) -> Result<Part, TableError> {
        let is_covered = start.name().as_ref() == "table:covered-table-cell";
        let shown = self.text(start.name().as_ref())?;
        let cell = if is_covered { SheetCell::Empty } else { value(start, shown)? };
        Ok(Part::Cell {
            cell,
            repeated: count(start, "table:number-columns-repeated")?,
            spanned: (
                count(start, "table:number-rows-spanned")?,
                count(start, "table:number-columns-spanned")?,
            ),
        })
    }

    /// Reads the paragraphs up to the end of the element `name`, one per line. Comments and drawings are
    /// left out.
    fn text(&mut self, name: &str) -> Result<String, TableError> {
        let (mut text, mut paragraphs) = (String::new(), 0);
        // The elements that are open, in a comment or drawing, and in a paragraph.
        let (mut depth, mut left_out, mut paragraph) = (1_usize, 0_usize, 0_usize);
        let mut buffer = Vec::new();
        loop {
            buffer.clear();
            match self.reader.read_event_into(&mut buffer).map_err(|_| DAMAGED)? {
                Event::Start(start) => {
                    depth += 1;
                    let element = start.name();
                    let element = element.as_ref();
                    if left_out > 0
                        || element == "office:annotation"
                        || element.starts_with("draw:")
                    {
                        left_out += 1;
                        continue;
                    }
                    if paragraph > 0 || element == "text:p" {
                        if paragraph == 0 {
                            paragraphs += 1;
                            if paragraphs > 1 {
                                text.push('\n');
                            }
                        }
                        paragraph += 1;
                    }
                    match element {
                        "text:s" => {
                            let spaces = count(&start, "text:c")?.min(1_000);
                            text.extend((0..spaces).map(|_| ' '));
                        }
                        "text:tab" => text.push('\t'),
                        "text:line-break" => text.push('\n'),
                        _ => {}
                    }
                }
                Event::End(end) => {
                    depth -= 1;
                    if depth == 0 {
                        return if end.name().as_ref() == name { Ok(text) } else { Err(DAMAGED) };
                    }
                    left_out = left_out.saturating_sub(1);
                    paragraph = paragraph.saturating_sub(1);
                }
                Event::Text(more) if paragraph > 0 && left_out == 0 => {
                    push_collapsed(&mut text, &more.xml10_content());
                }
                Event::CData(more) if paragraph > 0 && left_out == 0 => {
                    push_collapsed(&mut text, &more.xml10_content());
                }
                Event::GeneralRef(name) if paragraph > 0 && left_out == 0 => {
                    let character = name.resolve_char_ref().map_err(|_| DAMAGED)?;
                    let entity = || resolve_xml_entity(&name.xml10_content()).map(str::to_owned);
                    let character = character.map(String::from).or_else(entity);
                    text.push_str(&character.ok_or(DAMAGED)?);
                }
                Event::Eof => return Err(DAMAGED),
                _ => {}
            }
        }
    }
}

/// Adds a text whose runs of white space mean one space each.
fn push_collapsed(text: &mut String, more: &str) {
    for c in more.chars() {
        let is_space = matches!(c, ' ' | '\t' | '\r' | '\n');
        if !is_space {
            text.push(c);
        } else if !text.ends_with([' ', '\n']) && !text.is_empty() {
            text.push(' ');
        }
    }
}

fn attribute(start: &BytesStart<'_>, name: &str) -> Result<Option<String>, TableError> {
    let attribute = start.try_get_attribute(name).map_err(|_| DAMAGED)?;
    let value = |it: quick_xml::events::attributes::Attribute<'_>| {
        Ok(it.normalized_value(XmlVersion::Implicit1_0).map_err(|_| DAMAGED)?.into_owned())
    };
    attribute.map(value).transpose()
}

/// A number of repetitions; 1 if there is none.
fn count(start: &BytesStart<'_>, name: &str) -> Result<u32, TableError> {
    let text = attribute(start, name)?;
    text.map_or(Ok(1), |text| text.parse().ok().filter(|count| *count > 0).ok_or(DAMAGED))
}

/// The value of a cell. `shown` is the text that the spreadsheet shows.
fn value(start: &BytesStart<'_>, shown: String) -> Result<SheetCell, TableError> {
    let attribute = |name: &str| attribute(start, name);
    if attribute("calcext:value-type")?.as_deref() == Some("error") {
        return Ok(SheetCell::Invalid(shown, CellProblem::ErrorValue));
    }
    let kind = attribute("office:value-type")?.unwrap_or_default();
    Ok(match kind.as_str() {
        "float" | "currency" | "percentage" => {
            let number = attribute("office:value")?.unwrap_or_default();
            convert_shown_number(number.parse().map_err(|_| DAMAGED)?, shown)
        }
        "date" => SheetCell::Text(date(&attribute("office:date-value")?.unwrap_or(shown))),
        "time" => SheetCell::Text(time(&attribute("office:time-value")?.unwrap_or(shown))),
        "boolean" => SheetCell::Text(attribute("office:boolean-value")?.unwrap_or(shown)),
        _ => match attribute("office:string-value")?.unwrap_or(shown) {
            text if !text.is_empty() => SheetCell::Text(text),
            _ if kind.is_empty() && attribute("table:formula")?.is_some() => {
                SheetCell::Invalid(String::new(), CellProblem::UnsavedFormula)
            }
            _ => SheetCell::Empty,
        },
    })
}

/// A number. Leading zeros that the spreadsheet shows are kept.
fn convert_shown_number(number: f64, shown: String) -> SheetCell {
    let is_padded = shown.len() > 1
        && shown.starts_with('0')
        && shown.bytes().all(|byte| byte.is_ascii_digit())
        && shown.parse() == Ok(number);
    match convert_number(number, &NumberFormat::Plain) {
        SheetCell::Text(_) if is_padded => SheetCell::Text(shown),
        cell => cell,
    }
}

/// A date without the fraction of its seconds, and without a time at midnight.
fn date(text: &str) -> String {
    let text = text.split('.').next().unwrap_or_default();
    text.strip_suffix("T00:00:00").unwrap_or(text).to_owned()
}

/// A duration such as `PT08H30M00S` as `08:30:00`. Another text is returned unchanged.
fn time(text: &str) -> String {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => ("-", rest),
        None => ("", text),
    };
    let mut parts = [0_u64; 3];
    let mut digits = String::new();
    for c in rest.strip_prefix("PT").unwrap_or("?").chars() {
        let part = match c {
            'H' => 0,
            'M' => 1,
            'S' => 2,
            c if c.is_ascii_digit() || matches!(c, '.' | ',') => {
                digits.push(c);
                continue;
            }
            _ => return text.to_owned(),
        };
        let whole = digits.split(['.', ',']).next().unwrap_or_default();
        let Ok(number) = whole.parse() else { return text.to_owned() };
        parts[part] = number;
        digits.clear();
    }
    let [hours, minutes, seconds] = parts;
    format!("{sign}{hours:02}:{minutes:02}:{seconds:02}")
}

/// The tables of the content, with their merged regions.
#[derive(Default)]
struct SheetList {
    sheets: Vec<Sheet>,
    hidden_styles: Vec<String>,
    merges: HashMap<usize, Vec<Dimensions>>,
    row: u32,
    rows: u32,
    column: u32,
}

impl SheetList {
    fn add(&mut self, part: Part) {
        match part {
            Part::TableStyle { name, is_shown } if !is_shown => self.hidden_styles.push(name),
            Part::Table { name, style } => {
                let is_hidden = self.hidden_styles.contains(&style);
                let visible = if is_hidden { SheetVisible::Hidden } else { SheetVisible::Visible };
                self.sheets.push(Sheet { name, typ: SheetType::WorkSheet, visible });
                self.row = 0;
            }
            Part::Row { repeated } => (self.rows, self.column) = (repeated, 0),
            Part::RowEnd => self.row = self.row.saturating_add(self.rows),
            Part::Cell { repeated, spanned: (rows, columns), .. } => {
                if rows > 1 || columns > 1 {
                    let end = |start: u32, count: u32| start.saturating_add(count.max(1) - 1);
                    let start = (self.row, self.column);
                    let end = (end(self.row, rows), end(self.column, columns));
                    let sheet = self.sheets.len().saturating_sub(1);
                    self.merges.entry(sheet).or_default().push(Dimensions { start, end });
                }
                self.column = self.column.saturating_add(repeated);
            }
            Part::TableStyle { .. } | Part::TableEnd => {}
        }
    }
}

/// Passes the cells of one table to its rows.
struct CellReader<'a> {
    /// The index of the table.
    index: usize,
    rows: SheetRows<'a>,
    /// The number of tables that have ended.
    table: usize,
    /// The index of the present row, and how often it stands there.
    row: u32,
    repeated: u32,
    column: u32,
    cells: Vec<(u32, SheetCell)>,
    /// The size of all cells so far, in bytes.
    bytes: usize,
}

impl CellReader<'_> {
    fn add(&mut self, part: Part) -> Result<ControlFlow<()>, TableError> {
        if matches!(part, Part::TableEnd) {
            self.table += 1;
            let is_done = self.table > self.index;
            return Ok(if is_done { ControlFlow::Break(()) } else { ControlFlow::Continue(()) });
        }
        if self.table == self.index {
            match part {
                Part::Row { repeated } => (self.repeated, self.column) = (repeated, 0),
                Part::Cell { cell, repeated, .. } => self.add_cells(&cell, repeated)?,
                Part::RowEnd => return self.end_row(),
                Part::TableStyle { .. } | Part::Table { .. } | Part::TableEnd => {}
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn add_cells(&mut self, cell: &SheetCell, repeated: u32) -> Result<(), TableError> {
        if *cell != SheetCell::Empty {
            // One column too many is enough for an error.
            let copies = (repeated as usize).min(MAX_COLUMNS + 1);
            self.count_bytes(copies.saturating_mul(cell.len() + CELL_BYTES))?;
            let columns = (self.column..).take(copies);
            self.cells.extend(columns.map(|column| (column, cell.clone())));
        }
        self.column = self.column.saturating_add(repeated);
        Ok(())
    }

    fn end_row(&mut self) -> Result<ControlFlow<()>, TableError> {
        let cells = std::mem::take(&mut self.cells);
        if !cells.is_empty() {
            let bytes: usize = cells.iter().map(|(_, cell)| cell.len() + CELL_BYTES).sum();
            self.count_bytes(bytes.saturating_mul(self.repeated as usize - 1))?;
            for row in (self.row..).take(self.repeated as usize) {
                for (column, cell) in &cells {
                    if self.rows.add((row, *column), cell.clone())?.is_break() {
                        return Ok(ControlFlow::Break(()));
                    }
                }
            }
        }
        self.row = self.row.saturating_add(self.repeated);
        Ok(ControlFlow::Continue(()))
    }

    fn count_bytes(&mut self, bytes: usize) -> Result<(), TableError> {
        self.bytes = self.bytes.saturating_add(bytes);
        if self.bytes > MAX_EXPANDED_BYTES {
            return Err(TableError::WorkbookTooLarge(WorkbookLimit::RepeatedCells));
        }
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::{date, time};

    #[test]
    fn dates_and_times_are_shown_as_in_other_workbooks() {
        assert_eq!(date("2026-11-21"), "2026-11-21");
        assert_eq!(date("2026-11-21T00:00:00"), "2026-11-21");
        assert_eq!(date("2026-11-21T08:30:00.123000000"), "2026-11-21T08:30:00");
        assert_eq!(time("PT08H30M00S"), "08:30:00");
        assert_eq!(time("PT36H00M00.500S"), "36:00:00");
        assert_eq!(time("-PT1H"), "-01:00:00");
        assert_eq!(time("soon"), "soon");
    }
}
