//! Writing of a table.

use std::io::{Seek, Write};

use roster_model::{Domain, NamedWorker, TableShape};

use super::{
    MAX_COLUMNS, MAX_ROW_BYTES, Misfit, TableError, TableFormat, cells::Cells, escape_formula,
    json_lines, xlsx_write::Sheet,
};

/// Writes a table worker by worker, in memory that does not grow with it.
pub struct TableWriter<W: Write + Seek + Send> {
    cells: Cells,
    output: Output<W>,
    written: u64,
}

enum Output<W: Write + Seek + Send> {
    Csv(Box<csv::Writer<W>>),
    Xlsx(Box<Sheet>, W),
    JsonLines(W),
}

impl<W: Write + Seek + Send> TableWriter<W> {
    /// Starts a table of workers of `domain`.
    ///
    /// # Errors
    /// [`TableError::Io`] if `out` cannot be written; [`TableError::DoesNotFit`] if a worksheet cannot
    /// hold this number of workers or columns.
    pub fn new(
        format: TableFormat,
        shape: TableShape,
        domain: Domain,
        out: W,
    ) -> Result<Self, TableError> {
        let total = shape.total;
        let cells = Cells::new(shape, domain);
        let headers = cells.headers();
        if format != TableFormat::JsonLines && headers.len() > MAX_COLUMNS {
            return Err(TableError::DoesNotFit(Misfit::Columns));
        }
        let output = match format {
            TableFormat::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(&headers).map_err(write_error)?;
                Output::Csv(Box::new(writer))
            }
            TableFormat::Xlsx => Output::Xlsx(Box::new(Sheet::new(&headers, total)?), out),
            TableFormat::JsonLines => Output::JsonLines(out),
        };
        Ok(Self { cells, output, written: 0 })
    }

    /// Writes the row of a worker. An import accepts it.
    ///
    /// # Errors
    /// [`TableError::Io`] if the output cannot be written; [`TableError::DoesNotFit`] if the format
    /// cannot hold a value of the worker; [`TableError::ExportedRowTooLong`].
    pub fn write(&mut self, worker: &NamedWorker) -> Result<(), TableError> {
        self.written += 1;
        let check = |bytes: usize| {
            let username = worker.person.worker.as_ref().map(|it| it.username.to_string());
            let error = || TableError::ExportedRowTooLong(username.unwrap_or_default());
            if bytes as u64 <= MAX_ROW_BYTES { Ok(()) } else { Err(error()) }
        };
        match &mut self.output {
            Output::Csv(writer) => {
                let row = self.cells.row(worker)?;
                let row: Vec<String> = row.iter().map(|text| escape_formula(text)).collect();
                // Quotation marks are doubled, and stand around a cell.
                let bytes = |cell: &String| cell.len() + cell.matches('"').count() + 3;
                check(row.iter().map(bytes).sum())?;
                writer.write_record(row).map_err(write_error)
            }
            Output::Xlsx(sheet, _) => {
                let row = self.cells.row(worker)?;
                check(row.iter().map(String::len).sum())?;
                sheet.row(&row)
            }
            Output::JsonLines(out) => {
                let line = json_lines::line(worker, &self.cells)?;
                check(line.len())?;
                Ok(out.write_all(&line)?)
            }
        }
    }

    /// Completes the table. Returns the number of workers and the output.
    ///
    /// # Errors
    /// [`TableError::Io`] if the output cannot be written.
    pub fn finish(self) -> Result<(u64, W), TableError> {
        let mut out = match self.output {
            Output::Csv(writer) => {
                writer.into_inner().map_err(|error| TableError::Io(error.into_error()))?
            }
            Output::Xlsx(sheet, mut out) => {
                sheet.save(&mut out)?;
                out
            }
            Output::JsonLines(out) => out,
        };
        out.flush()?;
        Ok((self.written, out))
    }
}

fn write_error(error: csv::Error) -> TableError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => TableError::Io(error),
        _ => TableError::DoesNotFit(Misfit::Row),
    }
}
