//! Tables of locations: CSV and workbooks.

use std::{
    collections::{BTreeSet, HashMap},
    io::{Read, Seek, Write},
    ops::ControlFlow,
};

use roster_model::{FieldError, Id, Location, LocationRow, LocationType, Problem, Rule, cell_text};
use serde_json::Value;

use super::{
    MAX_COLUMNS, Misfit, TableError, TableFormat,
    column::{data_header, fold, parse_data_slug},
    csv_read, escape_formula,
    sheet::{RowSink, SheetCell},
    text::is_blank,
    workbook,
    xlsx_write::Sheet,
};

/// The columns of a location, in the order of exports. `status` is read-only.
const COLUMNS: [&str; 9] = [
    "location_id",
    "name",
    "site_code",
    "level",
    "parent",
    "external_id",
    "latitude",
    "longitude",
    "status (read only)",
];

/// The name of the sheet.
const SHEET: &str = "locations";

/// A column of a table that is read.
#[derive(Clone, Debug, PartialEq, Eq)]
enum Column {
    /// The column with this index in [`COLUMNS`].
    Known(usize),
    Data(String),
    Ignored,
}

/// Reads a table of locations.
///
/// # Errors
/// An error of the table as a whole.
pub fn read_locations(
    source: impl Read + Seek,
    format: TableFormat,
) -> Result<Vec<LocationRow>, TableError> {
    let mut rows = Rows::default();
    match format {
        // There are no locations in JSON Lines: the reader of CSV says so.
        TableFormat::Csv | TableFormat::JsonLines => csv_read::read_cells(source, &mut rows)?,
        TableFormat::Xlsx => workbook::read_cells(source, &mut rows)?,
    }
    match rows.error {
        Some(error) => Err(error),
        None if rows.columns.is_empty() => Err(TableError::Empty),
        None => Ok(rows.found),
    }
}

#[derive(Default)]
struct Rows {
    columns: Vec<(Column, String)>,
    found: Vec<LocationRow>,
    error: Option<TableError>,
}

impl RowSink for Rows {
    fn header(&mut self, headers: &[String]) -> Result<usize, TableError> {
        if headers.len() > MAX_COLUMNS {
            return Err(TableError::TooManyColumns(1));
        }
        let mut unknown = Vec::new();
        for header in headers {
            match parse(header) {
                Some(Column::Known(index)) if self.has(index) => {
                    return Err(TableError::RepeatedColumn(header.clone()));
                }
                Some(column) => self.columns.push((column, header.clone())),
                None => unknown.push(header.clone()),
            }
        }
        if !unknown.is_empty() {
            return Err(TableError::UnknownLocationColumns(unknown));
        }
        if !self.has(1) {
            return Err(TableError::MissingColumn(COLUMNS[1]));
        }
        Ok(self.columns.len())
    }

    fn row(&mut self, number: u64, cells: Vec<SheetCell>) -> ControlFlow<()> {
        if cells.iter().all(SheetCell::is_blank) {
            return ControlFlow::Continue(());
        }
        if self.found.len() >= LocationRow::MAX_ROWS {
            self.error = Some(TableError::TooManyLocations);
            return ControlFlow::Break(());
        }
        self.found.push(read_row(number, &self.columns, cells));
        ControlFlow::Continue(())
    }
}

impl Rows {
    fn has(&self, index: usize) -> bool {
        self.columns.iter().any(|(column, _)| *column == Column::Known(index))
    }
}

/// The column with this header. Case and separators do not matter.
fn parse(header: &str) -> Option<Column> {
    let folded = fold(header);
    if folded.ends_with("(readonly)") || folded.is_empty() {
        return Some(Column::Ignored);
    }
    let folded = match folded.as_str() {
        "id" => "locationid",
        "locationtype" | "locationtypecode" | "organizationlevel" => "level",
        "parentsitecode" | "parentcode" => "parent",
        other => other,
    };
    let index = COLUMNS.iter().position(|column| fold(column) == folded);
    index.map(Column::Known).or_else(|| parse_data_slug(header).map(Column::Data))
}

fn read_row(row: u64, columns: &[(Column, String)], cells: Vec<SheetCell>) -> LocationRow {
    let mut read = LocationRow { row, ..LocationRow::default() };
    let mut cells = cells.into_iter();
    for (column, header) in columns {
        let text = match cells.next().unwrap_or_default() {
            SheetCell::Empty => String::new(),
            SheetCell::Invalid(_, reason) if *column != Column::Ignored => {
                read.errors.push(FieldError::new(header, Rule::Cell(reason).into()));
                continue;
            }
            SheetCell::Invalid(..) => continue,
            SheetCell::Text(text) if is_blank(&text) => String::new(),
            SheetCell::Text(text) => text.trim().to_owned(),
        };
        if text.contains('\0') {
            read.errors.push(FieldError::new(header, Problem::Unstorable));
            continue;
        }
        match column {
            Column::Known(0) => read.id = Some(text).filter(|id| !id.is_empty()),
            Column::Known(1) => read.name = Some(text),
            Column::Known(2) => read.site_code = Some(text),
            Column::Known(3) => read.level = Some(text),
            Column::Known(4) => read.parent = Some(text),
            Column::Known(5) => read.external_id = Some(text),
            Column::Known(6) => read.latitude = Some(text),
            Column::Known(7) => read.longitude = Some(text),
            Column::Known(_) | Column::Ignored => {}
            Column::Data(slug) => {
                read.data.insert(slug.clone(), Value::from(text));
            }
        }
    }
    if cells.any(|cell| !cell.is_blank()) {
        read.errors.push(FieldError::new("", Rule::NoHeader.into()));
    }
    read
}

/// Writes a table of locations, in the given order, which [`read_locations`] reads.
///
/// # Errors
/// [`TableError::Io`] if `out` cannot be written; [`TableError::DoesNotFit`].
pub fn write_locations(
    locations: &[Location],
    levels: &[LocationType],
    format: TableFormat,
    out: &mut (impl Write + Seek + Send),
) -> Result<(), TableError> {
    let slugs = slugs(locations);
    let mut headers: Vec<String> = COLUMNS.map(str::to_owned).to_vec();
    let status = headers.len() - 1;
    headers.splice(status..status, slugs.iter().map(|slug| data_header(slug)));
    let codes: HashMap<&Id, &str> =
        locations.iter().map(|location| (&location.id, location.site_code.as_str())).collect();
    let row = |location: &Location| -> Vec<String> {
        let level = levels.iter().find(|level| level.number == location.kind);
        let parent = location.parent.as_ref().and_then(|id| codes.get(id).copied());
        let text = |text: &Option<String>| text.clone().unwrap_or_default();
        let mut cells = vec![
            location.id.to_string(),
            location.name.clone(),
            location.site_code.clone(),
            level.map(|level| level.code.clone()).unwrap_or_default(),
            parent.unwrap_or_default().to_owned(),
            text(&location.external_id),
            text(&location.latitude),
            text(&location.longitude),
        ];
        let value = |slug: &String| location.data.get(slug).map(cell_text).unwrap_or_default();
        cells.extend(slugs.iter().map(value));
        cells.push(if location.archived { "deactivated" } else { "active" }.to_owned());
        cells
    };
    match format {
        TableFormat::Xlsx => {
            let total = locations.len() as u64;
            let mut sheet = Sheet::named(SHEET, &headers, total)?;
            for location in locations {
                sheet.row(&row(location))?;
            }
            sheet.save(out)
        }
        TableFormat::Csv | TableFormat::JsonLines => {
            let mut writer = csv::Writer::from_writer(out);
            writer.write_record(&headers).map_err(write_error)?;
            for location in locations {
                let cells =
                    row(location).iter().map(|text| escape_formula(text)).collect::<Vec<_>>();
                writer.write_record(cells).map_err(write_error)?;
            }
            Ok(writer.flush()?)
        }
    }
}

/// The rows as CSV, with the columns that the table of the rows had.
pub fn location_rows_to_csv(rows: &[LocationRow]) -> String {
    type Get = fn(&LocationRow) -> Option<&String>;
    let known: [(&str, Get); 8] = [
        (COLUMNS[0], |row| row.id.as_ref()),
        (COLUMNS[1], |row| row.name.as_ref()),
        (COLUMNS[2], |row| row.site_code.as_ref()),
        (COLUMNS[3], |row| row.level.as_ref()),
        (COLUMNS[4], |row| row.parent.as_ref()),
        (COLUMNS[5], |row| row.external_id.as_ref()),
        (COLUMNS[6], |row| row.latitude.as_ref()),
        (COLUMNS[7], |row| row.longitude.as_ref()),
    ];
    let known = known.into_iter().filter(|(_, get)| rows.iter().any(|row| get(row).is_some()));
    let known: Vec<(&str, Get)> = known.collect();
    let keys: BTreeSet<&String> = rows.iter().flat_map(|row| row.data.keys()).collect();
    let mut records: Vec<Vec<String>> = Vec::with_capacity(rows.len() + 1);
    let headers = known.iter().map(|(header, _)| (*header).to_owned());
    records.push(headers.chain(keys.iter().map(|key| data_header(key))).collect());
    for row in rows {
        let cells = known.iter().map(|(_, get)| get(row).cloned().unwrap_or_default());
        let data = keys.iter().map(|key| row.data.get(*key).map(cell_text).unwrap_or_default());
        records.push(cells.chain(data).map(|text| escape_formula(&text)).collect());
    }
    let mut writer = csv::Writer::from_writer(Vec::new());
    for record in records {
        // A buffer in memory accepts every record.
        let _ = writer.write_record(record);
    }
    let bytes = writer.into_inner().unwrap_or_default();
    String::from_utf8(bytes).unwrap_or_default()
}

/// The keys of all custom data, in order.
fn slugs(locations: &[Location]) -> Vec<String> {
    let keys = locations.iter().flat_map(|location| location.data.keys().cloned());
    keys.collect::<BTreeSet<String>>().into_iter().collect()
}

fn write_error(error: csv::Error) -> TableError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => TableError::Io(error),
        _ => TableError::DoesNotFit(Misfit::Row),
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use roster_model::LocationRow;

    use super::{TableFormat, read_locations};

    fn read(text: &str) -> Result<Vec<LocationRow>, String> {
        read_locations(Cursor::new(text.to_owned()), TableFormat::Csv)
            .map_err(|error| error.to_string())
    }

    #[test]
    fn columns_are_found_in_any_order_and_case() {
        let rows =
            read("Parent;NAME;Location Type;data: beds\nbihar;Patna;district;12\n\n").unwrap();
        assert_eq!(rows.len(), 1);
        assert_eq!(rows[0].name.as_deref(), Some("Patna"));
        assert_eq!(rows[0].parent.as_deref(), Some("bihar"));
        assert_eq!(rows[0].level.as_deref(), Some("district"));
        assert_eq!((rows[0].data["beds"].as_str(), &rows[0].site_code), (Some("12"), &None));
    }

    #[test]
    fn tables_of_other_records_are_rejected() {
        for (table, named) in [
            ("", "empty"),
            ("site_code,level\nx,y\n", "'name'"),
            ("name,name\nx,y\n", "twice"),
            ("name,latitud\nx,y\n", "latitude"),
        ] {
            let error = read(table).unwrap_err();
            assert!(error.contains(named), "{error}");
        }
    }
}
