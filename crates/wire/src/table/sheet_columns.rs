//! The columns of a sheet whose headers are not the names of columns.

use std::{
    io::{Read, Seek},
    ops::ControlFlow,
};

use super::{
    ColumnMap, MAX_COLUMNS, TableError, TableFormat,
    column::{self, Column},
    csv_read,
    sheet::{RowSink, SheetCell},
    text::is_blank,
    workbook,
};

/// The most values of a column that are shown.
const MAX_VALUES: usize = 3;

/// The most characters of a value.
const MAX_CHARS: usize = 60;

/// The most rows that are read for values.
const MAX_ROWS: u64 = 200;

/// The header of a sheet.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct SheetColumns {
    /// The headers, in order.
    pub headers: Vec<String>,
    /// The columns whose headers are not the names of columns.
    pub unknown: Vec<UnknownColumn>,
}

/// A column whose header is not the name of a column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnknownColumn {
    /// The header.
    pub header: String,
    /// The first values, without repetitions.
    pub values: Vec<String>,
}

impl SheetColumns {
    /// Checks the header with this map, as an import does.
    ///
    /// # Errors
    /// A [`TableError`] of the header.
    pub fn check(&self, map: &ColumnMap) -> Result<(), TableError> {
        column::parse_header(&self.headers, map).map(drop)
    }
}

/// Reads the header of a sheet, and the first values of its unknown columns. JSON Lines have no sheet.
///
/// # Errors
/// An error of the table as a whole.
pub fn read_columns(
    source: impl Read + Seek,
    format: TableFormat,
) -> Result<SheetColumns, TableError> {
    let mut reader = Reader::default();
    match format {
        TableFormat::Csv => csv_read::read_cells(source, &mut reader)?,
        TableFormat::Xlsx => workbook::read_cells(source, &mut reader)?,
        TableFormat::JsonLines => {}
    }
    Ok(reader.columns)
}

#[derive(Default)]
struct Reader {
    columns: SheetColumns,
    /// The positions of the unknown columns.
    positions: Vec<usize>,
    rows: u64,
}

impl RowSink for Reader {
    fn header(&mut self, headers: &[String]) -> Result<usize, TableError> {
        if headers.len() > MAX_COLUMNS {
            return Err(TableError::TooManyColumns(1));
        }
        let headers: Vec<String> = headers.iter().map(|header| header.trim().to_owned()).collect();
        for (position, header) in headers.iter().enumerate() {
            let is_known = is_blank(header) || Column::parse(header).is_some();
            if !is_known && !self.columns.unknown.iter().any(|known| known.header == *header) {
                let column = UnknownColumn { header: header.clone(), values: Vec::new() };
                self.columns.unknown.push(column);
                self.positions.push(position);
            }
        }
        self.columns.headers = headers;
        Ok(self.columns.headers.len())
    }

    fn row(&mut self, _: u64, cells: Vec<SheetCell>) -> ControlFlow<()> {
        self.rows += 1;
        for (column, position) in self.columns.unknown.iter_mut().zip(&self.positions) {
            let Some(SheetCell::Text(text)) = cells.get(*position) else { continue };
            let value: String = text.trim().chars().take(MAX_CHARS).collect();
            let is_new = !is_blank(&value) && !column.values.contains(&value);
            if is_new && column.values.len() < MAX_VALUES {
                column.values.push(value);
            }
        }
        let is_full = self.columns.unknown.iter().all(|it| it.values.len() == MAX_VALUES);
        if is_full || self.rows == MAX_ROWS {
            return ControlFlow::Break(());
        }
        ControlFlow::Continue(())
    }
}

#[cfg(test)]
mod tests {
    use std::io::Cursor;

    use super::{ColumnMap, SheetColumns, TableFormat, read_columns};

    fn columns(table: &'static str) -> SheetColumns {
        read_columns(Cursor::new(table), TableFormat::Csv).unwrap()
    }

    #[test]
    fn unknown_columns_have_their_first_values() {
        let columns = columns(
            "username,Nom,shoe,Nom,\nada,Lovelace,38,x,\nbob,,39,,\ncleo,Lovelace,40,,\nd,Devi,41,,\n",
        );
        assert_eq!(columns.headers, ["username", "Nom", "shoe", "Nom", ""]);
        let unknown: Vec<(&str, Vec<&str>)> = columns
            .unknown
            .iter()
            .map(|it| (it.header.as_str(), it.values.iter().map(String::as_str).collect()))
            .collect();
        assert_eq!(unknown, [("Nom", vec!["Lovelace", "Devi"]), ("shoe", vec!["38", "39", "40"])]);
    }

    #[test]
    fn header_is_checked_with_its_map() {
        let columns = columns("Login,last_name,Nom\nada,x,y\n");
        let mut map = ColumnMap::default();
        let text = |map: &ColumnMap| columns.check(map).unwrap_err().to_string();
        map.add("Nom", "name").unwrap();
        assert!(text(&map).contains("'Login' (did you mean 'username'?)"), "{}", text(&map));
        map.add("Login", "ignore").unwrap();
        assert!(text(&map).contains("neither a column 'username'"), "{}", text(&map));
        let mut map = ColumnMap::default();
        map.add("Login", "username").unwrap();
        map.add("Nom", "last_name").unwrap();
        assert!(
            text(&map).contains("'last_name' and 'Nom' are both 'last_name'"),
            "{}",
            text(&map)
        );
        let mut map = ColumnMap::default();
        map.add("Login", "username").unwrap();
        map.add("Nom", "first_name").unwrap();
        columns.check(&map).unwrap();
        map.add("Nome", "ignore").unwrap();
        assert!(text(&map).contains("no column 'Nome'"), "{}", text(&map));
    }
}
