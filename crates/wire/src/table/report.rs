//! The report of an import, as CSV: a line for each row, and another line for each further change or
//! error of the row.

use std::io::{self, Write};

use roster_model::{FieldChange, RowError, RowOutcome, RowVerdict};

use super::escape_formula;

const HEADER: [&str; 9] =
    ["row", "outcome", "username", "user_id", "column", "from", "to", "problem", "remedy"];

/// Writes the results of rows one by one. The report contains no passwords.
pub struct VerdictWriter<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> VerdictWriter<W> {
    /// The first line of a report.
    pub const FIRST_LINE: &'static str =
        "row,outcome,username,user_id,column,from,to,problem,remedy\n";

    /// Writes the header.
    ///
    /// # Errors
    /// If `out` cannot be written.
    pub fn new(out: W) -> io::Result<Self> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(HEADER)?;
        Ok(Self { writer })
    }

    /// Writes the result of a row.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn write(&mut self, verdict: &RowVerdict) -> io::Result<()> {
        match &verdict.outcome {
            RowOutcome::Created(_) | RowOutcome::Unchanged => self.line(verdict, &[]),
            RowOutcome::Changed(changes) => {
                changes.iter().try_for_each(|change| self.line(verdict, &change_cells(change)))
            }
            RowOutcome::Refused(errors) => {
                errors.iter().try_for_each(|error| self.line(verdict, &error_cells(error)))
            }
        }
    }

    /// Flushes the report and returns the output.
    ///
    /// # Errors
    /// If the output cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    fn line(&mut self, verdict: &RowVerdict, rest: &[String]) -> io::Result<()> {
        let id = verdict.id.as_ref().map_or("", |id| id.as_str());
        let mut cells = vec![
            verdict.row.to_string(),
            verdict.outcome.as_str().to_owned(),
            escape_formula(&verdict.username),
            escape_formula(id),
        ];
        cells.extend(rest.iter().map(|text| escape_formula(text)));
        cells.resize(HEADER.len(), String::new());
        Ok(self.writer.write_record(&cells)?)
    }
}

fn change_cells(change: &FieldChange) -> [String; 3] {
    [change.column.clone(), change.from.clone(), change.to.clone()]
}

fn error_cells(error: &RowError) -> [String; 5] {
    [
        error.column.clone(),
        String::new(),
        error.value.clone(),
        error.problem.to_string(),
        error.remedy().to_string(),
    ]
}
