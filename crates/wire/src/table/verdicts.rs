//! The verdicts of an import, as CSV: a line for each row, and one more for each further change or
//! flaw of it.

use std::io::{self, Write};

use roster_model::{FieldChange, RowError, RowOutcome, RowVerdict};

use super::guarded;

const HEAD: [&str; 9] =
    ["row", "outcome", "username", "user_id", "column", "from", "to", "problem", "remedy"];

/// Writes verdicts as they come. No password is in them.
pub struct VerdictWriter<W: Write> {
    writer: csv::Writer<W>,
}

impl<W: Write> VerdictWriter<W> {
    /// Begins the list.
    ///
    /// # Errors
    /// When `out` cannot be written.
    pub fn new(out: W) -> io::Result<Self> {
        let mut writer = csv::Writer::from_writer(out);
        writer.write_record(HEAD)?;
        Ok(Self { writer })
    }

    /// Writes the verdict of a row.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn write(&mut self, verdict: &RowVerdict) -> io::Result<()> {
        match &verdict.outcome {
            RowOutcome::Created | RowOutcome::Unchanged => self.line(verdict, &[]),
            RowOutcome::Changed(changes) => {
                changes.iter().try_for_each(|change| self.line(verdict, &of_change(change)))
            }
            RowOutcome::Refused(errors) => {
                errors.iter().try_for_each(|error| self.line(verdict, &of_flaw(error)))
            }
        }
    }

    /// Ends the list, and gives back where it was written.
    ///
    /// # Errors
    /// When it cannot be written.
    pub fn finish(self) -> io::Result<W> {
        self.writer.into_inner().map_err(csv::IntoInnerError::into_error)
    }

    fn line(&mut self, verdict: &RowVerdict, rest: &[String]) -> io::Result<()> {
        let id = verdict.id.as_ref().map_or("", |id| id.as_str());
        let mut cells = vec![
            verdict.row.to_string(),
            verdict.outcome.as_str().to_owned(),
            guarded(&verdict.username),
            guarded(id),
        ];
        cells.extend(rest.iter().map(|text| guarded(text)));
        cells.resize(HEAD.len(), String::new());
        Ok(self.writer.write_record(&cells)?)
    }
}

fn of_change(change: &FieldChange) -> [String; 3] {
    [change.column.clone(), change.from.clone(), change.to.clone()]
}

fn of_flaw(error: &RowError) -> [String; 5] {
    [
        error.column.clone(),
        String::new(),
        error.value.clone(),
        error.problem.to_string(),
        error.remedy().to_owned(),
    ]
}
