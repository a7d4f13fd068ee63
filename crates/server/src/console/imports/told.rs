//! Verdicts as the page tells them: the first of each outcome, within bounds. All are in the file.

use roster_model::{RowError, RowOutcome, RowVerdict};

/// How many rows of each outcome are told.
pub(super) const MOST: usize = 500;

/// How many changes or flaws of a row are told.
const MOST_LINES: usize = 20;

/// How many characters of a value are told.
const MOST_CHARS: usize = 100;

/// The rows to tell, by outcome.
#[derive(Clone, Debug, Default)]
pub(super) struct Tellings {
    pub(super) refused: Vec<Told>,
    pub(super) changed: Vec<Told>,
    pub(super) created: Vec<Told>,
    pub(super) unchanged: Vec<Told>,
}

/// What became of a row, or would.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Told {
    pub(super) row: u64,
    pub(super) username: String,
    pub(super) lines: Vec<Line>,
    /// How many more lines there are.
    pub(super) more: usize,
}

/// A change, or a flaw.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// The column; empty when it is the row as a whole.
    pub(super) column: String,
    /// What it said before, or what it says wrongly.
    pub(super) from: String,
    /// What it will say, or what is wrong with it and what helps.
    pub(super) to: String,
}

impl Tellings {
    /// Adds a verdict, if there is room for it.
    pub(super) fn add(&mut self, verdict: &RowVerdict) {
        let rows = match &verdict.outcome {
            RowOutcome::Refused(_) => &mut self.refused,
            RowOutcome::Changed(_) => &mut self.changed,
            RowOutcome::Created => &mut self.created,
            RowOutcome::Unchanged => &mut self.unchanged,
        };
        if rows.len() < MOST {
            rows.push(Told::of(verdict));
        }
    }
}

impl Told {
    fn of(verdict: &RowVerdict) -> Self {
        let all: Vec<Line> = match &verdict.outcome {
            RowOutcome::Created | RowOutcome::Unchanged => Vec::new(),
            RowOutcome::Changed(changes) => changes
                .iter()
                .take(MOST_LINES)
                .map(|it| Line { column: cut(&it.column), from: cut(&it.from), to: cut(&it.to) })
                .collect(),
            RowOutcome::Refused(errors) => errors.iter().take(MOST_LINES).map(Line::of).collect(),
        };
        let there = match &verdict.outcome {
            RowOutcome::Created | RowOutcome::Unchanged => 0,
            RowOutcome::Changed(changes) => changes.len(),
            RowOutcome::Refused(errors) => errors.len(),
        };
        Self {
            row: verdict.row,
            username: cut(&verdict.username),
            more: there - all.len(),
            lines: all,
        }
    }
}

impl Line {
    fn of(error: &RowError) -> Self {
        Self {
            column: cut(&error.column),
            from: cut(&error.value),
            to: format!("{}; {}", cut(&error.problem.to_string()), error.remedy()),
        }
    }
}

fn cut(text: &str) -> String {
    match text.char_indices().nth(MOST_CHARS) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}
