//! Reports the results of rows: in a file beside the input, and on the terminal.

use std::{
    fs::{File, OpenOptions},
    io::{self, BufWriter, Read as _},
    os::unix::fs::OpenOptionsExt as _,
    path::{Path, PathBuf},
};

use anyhow::Context;
use roster_directory::ImportReport;
use roster_model::{ImportCounts, ImportMode, RowError, RowOutcome, RowVerdict};
use roster_wire::table::VerdictWriter;
use serde_json::{Value, json};

use crate::{
    error::UsageError,
    output::{Output, print, status},
};

/// Number of row errors on the terminal; the file has all of them.
const MOST_TOLD: u64 = 20;

/// Reports results as they arrive.
pub(super) struct RowReport {
    path: PathBuf,
    file: Option<VerdictWriter<BufWriter<File>>>,
    mode: ImportMode,
    output: Output,
    counts: ImportCounts,
    /// The rows of the JSON output.
    rows: Vec<Value>,
}

impl RowReport {
    /// Creates the report file. It may contain personal data, so only its owner may read it.
    pub(super) fn open(path: &Path, mode: ImportMode, output: Output) -> anyhow::Result<Self> {
        let cannot = || format!("cannot write the report to {}", path.display());
        if is_other_file(path).with_context(cannot)? {
            let text = format!("{} exists and is no report: choose another file", path.display());
            return Err(UsageError(text).into());
        }
        let mut options = OpenOptions::new();
        options.write(true).create(true).truncate(true).mode(0o600);
        let file = options.open(path).with_context(cannot)?;
        let file = VerdictWriter::new(BufWriter::new(file)).with_context(cannot)?;
        Ok(Self {
            path: path.to_owned(),
            file: Some(file),
            mode,
            output,
            counts: ImportCounts::default(),
            rows: Vec::new(),
        })
    }

    /// Reports some results.
    pub(super) fn add(&mut self, verdicts: &[RowVerdict]) -> anyhow::Result<()> {
        for verdict in verdicts {
            self.counts.count(&verdict.outcome);
            if let Some(file) = &mut self.file {
                file.write(verdict).context("cannot write the report")?;
            }
            let refused = matches!(verdict.outcome, RowOutcome::Refused(_));
            let dry = self.mode == ImportMode::DryRun;
            match (self.output.json, dry, refused) {
                (true, true, _) | (true, _, true) => self.rows.push(document(verdict)),
                (false, true, _) => print(&lines(verdict))?,
                (false, false, true) if self.counts.refused <= MOST_TOLD => status(lines(verdict)),
                _ => {}
            }
        }
        Ok(())
    }

    /// Closes the file and returns the number of rows per outcome.
    pub(super) fn end(&mut self) -> anyhow::Result<ImportCounts> {
        if let Some(file) = self.file.take() {
            let file = file.finish()?.into_inner().map_err(std::io::IntoInnerError::into_error)?;
            // A device such as /dev/null cannot be synced.
            if file.metadata()?.is_file() {
                file.sync_all().context("cannot write the report")?;
            }
        }
        Ok(self.counts)
    }

    /// Prints the summary.
    pub(super) fn print_summary(
        &self,
        report: &ImportReport,
        id: Option<&str>,
        notes: &[String],
    ) -> anyhow::Result<()> {
        let ImportCounts { created, changed, unchanged, refused } = self.counts;
        let would = if report.executed { "" } else { "preview, nothing changed: would be " };
        let plain = format!(
            "{would}created {created}, changed {changed}, unchanged {unchanged}, refused {refused}"
        );
        let document = json!({
            "import": id,
            "dry_run": self.mode == ImportMode::DryRun,
            "executed": report.executed,
            "created": created,
            "changed": changed,
            "unchanged": unchanged,
            "refused": refused,
            "notes": notes,
            "verdicts": self.path.display().to_string(),
            "rows": self.rows,
        });
        self.output.answer(plain, &document)?;
        Ok(())
    }
}

/// Whether there is a file that is not the report of an import.
fn is_other_file(path: &Path) -> io::Result<bool> {
    let mut start = Vec::new();
    match File::open(path) {
        Ok(file) if file.metadata()?.is_file() => {
            file.take(VerdictWriter::<File>::FIRST_LINE.len() as u64).read_to_end(&mut start)?;
        }
        // A device, or no file.
        Ok(_) => return Ok(false),
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(false),
        Err(error) => return Err(error),
    }
    Ok(!start.is_empty() && start != VerdictWriter::<File>::FIRST_LINE.as_bytes())
}

/// A result as text: a line for each change or error.
fn lines(verdict: &RowVerdict) -> String {
    let RowVerdict { row, username, outcome, .. } = verdict;
    let what = outcome.as_str();
    let line = |more: String| printable(&format!("row {row} {what} {username}{more}"));
    match outcome {
        RowOutcome::Created(_) | RowOutcome::Unchanged => line(String::new()),
        RowOutcome::Changed(changes) => {
            let lines = changes.iter().map(|change| {
                line(format!(": {} from '{}' to '{}'", change.column, change.from, change.to))
            });
            lines.collect::<Vec<_>>().join("\n")
        }
        RowOutcome::Refused(errors) => {
            let lines = errors.iter().map(|error| line(format!(": {}", of_flaw(error))));
            lines.collect::<Vec<_>>().join("\n")
        }
    }
}

fn of_flaw(error: &RowError) -> String {
    let RowError { column, value, problem } = error;
    let cell = match (column.as_str(), value.as_str()) {
        ("", _) => String::new(),
        (column, "") => format!("{column}: "),
        (column, value) => format!("{column} '{value}': "),
    };
    format!("{cell}{problem}; {}", error.remedy())
}

/// The text without terminal control characters.
fn printable(text: &str) -> String {
    text.replace(char::is_control, " ")
}

fn document(verdict: &RowVerdict) -> Value {
    let mut document = json!({
        "row": verdict.row,
        "outcome": verdict.outcome.as_str(),
        "username": verdict.username,
        "user_id": verdict.id.as_ref().map(roster_model::Id::as_str),
    });
    match &verdict.outcome {
        RowOutcome::Created(_) | RowOutcome::Unchanged => {}
        RowOutcome::Changed(changes) => {
            let change = |change: &roster_model::FieldChange| json!({ "column": change.column, "from": change.from, "to": change.to });
            document["changes"] = changes.iter().map(change).collect();
        }
        RowOutcome::Refused(errors) => {
            let error = |error: &RowError| {
                json!({
                    "column": error.column,
                    "value": error.value,
                    "code": error.problem.code(),
                    "message": error.problem.to_string(),
                    "remedy": error.remedy().as_str(),
                })
            };
            document["errors"] = errors.iter().map(error).collect();
        }
    }
    document
}
