//! The rows of a table that have errors, as a table to correct and import again.

use std::{
    collections::BTreeMap,
    io::{Read, Seek, Write},
    ops::ControlFlow,
};

use super::{
    BYTE_ORDER_MARK, TableError, TableFormat, csv_read, escape_formula,
    sheet::{RowSink, SheetCell},
    workbook,
};

/// The header of the column with the errors, which imports ignore.
const ERRORS: &str = "errors (read only)";

/// Copies the header and the rows with these numbers to a CSV file, each with its errors in a last
/// column. Writes nothing for JSON Lines, which have no sheet.
///
/// # Errors
/// An error of the table, or [`TableError::Io`] if `out` cannot be written.
pub fn write_error_rows(
    source: impl Read + Seek,
    format: TableFormat,
    errors: &BTreeMap<u64, String>,
    mut out: impl Write,
) -> Result<(), TableError> {
    out.write_all(BYTE_ORDER_MARK.as_bytes())?;
    let mut rows =
        ErrorRows { errors, width: 0, writer: csv::Writer::from_writer(out), failure: None };
    match format {
        TableFormat::Csv => csv_read::read_cells(source, &mut rows)?,
        TableFormat::Xlsx => workbook::read_cells(source, &mut rows)?,
        TableFormat::JsonLines => {}
    }
    match rows.failure {
        Some(error) => Err(error),
        None => Ok(rows.writer.flush()?),
    }
}

struct ErrorRows<'a, W: Write> {
    errors: &'a BTreeMap<u64, String>,
    width: usize,
    writer: csv::Writer<W>,
    failure: Option<TableError>,
}

impl<W: Write> ErrorRows<'_, W> {
    fn write<'c>(&mut self, cells: impl Iterator<Item = &'c str>, last: &str) {
        let mut record: Vec<String> = cells.take(self.width).map(escape_formula).collect();
        record.resize(self.width, String::new());
        record.push(escape_formula(last));
        if let Err(error) = self.writer.write_record(record) {
            self.failure = Some(TableError::Io(error.into()));
        }
    }
}

impl<W: Write> RowSink for ErrorRows<'_, W> {
    fn header(&mut self, headers: &[String]) -> Result<usize, TableError> {
        self.width = headers.len();
        self.write(headers.iter().map(String::as_str), ERRORS);
        Ok(self.width)
    }

    fn row(&mut self, number: u64, cells: Vec<SheetCell>) -> ControlFlow<()> {
        if let Some(text) = self.errors.get(&number) {
            let texts = cells.iter().map(|cell| match cell {
                SheetCell::Empty => "",
                SheetCell::Text(text) | SheetCell::Invalid(text, _) => text.as_str(),
            });
            self.write(texts, text);
        }
        if self.failure.is_some() { ControlFlow::Break(()) } else { ControlFlow::Continue(()) }
    }
}

#[cfg(test)]
mod tests {
    use std::{collections::BTreeMap, io::Cursor};

    use super::{TableFormat, write_error_rows};

    #[test]
    fn rows_with_errors_keep_their_cells() {
        let table = "username;email;data: note\nada;x;\"a;b\"\nbob;;\n\ncleo;y;'=1\n";
        let errors: BTreeMap<u64, String> =
            [(2, "email: no address".to_owned()), (5, "email: no address".to_owned())].into();
        let mut out = Vec::new();
        write_error_rows(Cursor::new(table), TableFormat::Csv, &errors, &mut out).unwrap();
        assert_eq!(
            String::from_utf8(out).unwrap(),
            "\u{feff}username,email,data: note,errors (read only)\n\
             ada,x,a;b,email: no address\ncleo,y,'=1,email: no address\n"
        );
    }
}
