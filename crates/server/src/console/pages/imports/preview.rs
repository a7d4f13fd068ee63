//! The rows that the page of a table shows: the first of each outcome, shortened. The report contains
//! all rows.

use roster_model::{RowError, RowOutcome, RowVerdict};

use super::messages::error_line;
use crate::console::components::problem_text;

/// The most rows of each outcome.
pub(super) const MAX_ROWS: usize = 500;

/// The most changes or errors of a row.
const MAX_LINES: usize = 20;

/// The most characters of a value.
const MAX_CHARS: usize = 100;

/// The rows to show, by outcome.
#[derive(Clone, Debug, Default)]
pub(super) struct Preview {
    pub(super) errors: Vec<PreviewRow>,
    pub(super) changed: Vec<PreviewRow>,
    pub(super) created: Vec<PreviewRow>,
    pub(super) unchanged: Vec<PreviewRow>,
}

/// A row with its changes or errors.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct PreviewRow {
    pub(super) row: u64,
    pub(super) username: String,
    pub(super) lines: Vec<Line>,
    /// The number of lines that are left out.
    pub(super) more: usize,
}

/// A change or an error of a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The column; empty for the row as a whole.
    pub(super) column: String,
    /// The old value, or the invalid value.
    pub(super) from: String,
    /// The new value, or the error and how to correct it.
    pub(super) to: String,
}

impl Preview {
    /// Adds a row unless there are [`MAX_ROWS`] rows with its outcome.
    pub(super) fn add(&mut self, verdict: &RowVerdict) {
        let rows = match &verdict.outcome {
            RowOutcome::Refused(_) => &mut self.errors,
            RowOutcome::Changed(_) => &mut self.changed,
            RowOutcome::Created(_) => &mut self.created,
            RowOutcome::Unchanged => &mut self.unchanged,
        };
        if rows.len() < MAX_ROWS {
            rows.push(PreviewRow::new(verdict));
        }
    }
}

impl PreviewRow {
    fn new(verdict: &RowVerdict) -> Self {
        let (total, lines): (usize, Vec<Line>) = match &verdict.outcome {
            RowOutcome::Unchanged => (0, Vec::new()),
            RowOutcome::Created(changes) | RowOutcome::Changed(changes) => {
                let line = |it: &roster_model::FieldChange| Line {
                    column: shorten(&it.column),
                    from: shorten(&it.from),
                    to: shorten(&it.to),
                };
                let shown = if matches!(verdict.outcome, RowOutcome::Created(_)) {
                    changes.len()
                } else {
                    MAX_LINES
                };
                (changes.len(), changes.iter().take(shown).map(line).collect())
            }
            RowOutcome::Refused(errors) => {
                (errors.len(), errors.iter().take(MAX_LINES).map(Line::from).collect())
            }
        };
        Self {
            row: verdict.row,
            username: shorten(&verdict.username),
            more: total - lines.len(),
            lines,
        }
    }
}

impl From<&RowError> for Line {
    fn from(error: &RowError) -> Self {
        Self {
            column: shorten(&error.column),
            from: shorten(&error.value),
            to: error_line(shorten(&problem_text(&error.problem)), error).to_string(),
        }
    }
}

/// Cuts a text after [`MAX_CHARS`] characters.
pub(super) fn shorten(text: &str) -> String {
    match text.char_indices().nth(MAX_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
