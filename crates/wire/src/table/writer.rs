//! Writing a table.

use std::io::{Seek, Write};

use roster_model::{Domain, NamedWorker, TableShape};

use super::{TableError, TableFormat, cells::Cells, guarded, json_lines, xlsx_write::Sheet};

/// A table that is being written, in memory that does not grow with it.
pub struct TableWriter<W: Write + Seek + Send> {
    cells: Cells,
    form: Form<W>,
    written: u64,
}

enum Form<W: Write + Seek + Send> {
    Csv(Box<csv::Writer<W>>),
    Xlsx(Box<Sheet>, W),
    JsonLines(W),
}

impl<W: Write + Seek + Send> TableWriter<W> {
    /// Begins a table of workers of `domain`.
    ///
    /// # Errors
    /// When `out` cannot be written, or a worksheet has no room for so many.
    pub fn new(
        format: TableFormat,
        shape: TableShape,
        domain: Domain,
        out: W,
    ) -> Result<Self, TableError> {
        let total = shape.total;
        let cells = Cells::new(shape, domain);
        let headers = cells.headers();
        let form = match format {
            TableFormat::Csv => {
                let mut writer = csv::Writer::from_writer(out);
                writer.write_record(&headers).map_err(failed)?;
                Form::Csv(Box::new(writer))
            }
            TableFormat::Xlsx => Form::Xlsx(Box::new(Sheet::new(&headers, total)?), out),
            TableFormat::JsonLines => Form::JsonLines(out),
        };
        Ok(Self { cells, form, written: 0 })
    }

    /// Writes the row of a worker.
    ///
    /// # Errors
    /// When it cannot be written, or the worker has what the table has no room for.
    pub fn write(&mut self, worker: &NamedWorker) -> Result<(), TableError> {
        self.written += 1;
        match &mut self.form {
            Form::Csv(writer) => {
                let row = self.cells.row(worker)?;
                let row = row.iter().map(|text| guarded(text));
                writer.write_record(row).map_err(failed)
            }
            Form::Xlsx(sheet, _) => sheet.row(&self.cells.row(worker)?),
            Form::JsonLines(out) => Ok(json_lines::write(out, worker, &self.cells)?),
        }
    }

    /// Ends the table; tells how many workers are in it, and gives back where it was written.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> Result<(u64, W), TableError> {
        let mut out = match self.form {
            Form::Csv(writer) => {
                writer.into_inner().map_err(|error| TableError::Io(error.into_error()))?
            }
            Form::Xlsx(sheet, mut out) => {
                sheet.save(&mut out)?;
                out
            }
            Form::JsonLines(out) => out,
        };
        out.flush()?;
        Ok((self.written, out))
    }
}

fn failed(error: csv::Error) -> TableError {
    match error.into_kind() {
        csv::ErrorKind::Io(error) => TableError::Io(error),
        _ => TableError::NoRoom("a row cannot be written".to_owned()),
    }
}
