//! What a user should know about a table that was read.

use super::column::{Column, Header};

/// What a reader left out, and what it assumed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableNotes {
    /// The names of the other sheets of a workbook, which are not read.
    pub other_sheets: Vec<String>,
    /// The headers of the columns that imports ignore.
    pub ignored_columns: Vec<String>,
    /// Whether the file was read as Windows-1252, because it is not in UTF-8.
    pub is_windows_1252: bool,
}

impl TableNotes {
    /// Adds the ignored columns of a header.
    pub(super) fn add_ignored(&mut self, header: &Header) {
        for (column, name) in header.iter().flatten() {
            self.add_ignored_column(column, name);
        }
    }

    /// Adds a column if it is ignored. Columns marked `(read only)` are ignored by agreement.
    pub(super) fn add_ignored_column(&mut self, column: &Column, name: &str) {
        let is_ignored =
            *column == Column::Ignored && !name.to_lowercase().trim_end().ends_with("(read only)");
        if is_ignored && !self.ignored_columns.iter().any(|known| known == name) {
            self.ignored_columns.push(name.to_owned());
        }
    }

    /// Returns the notes as sentences.
    pub fn lines(&self) -> Vec<String> {
        let mut lines = Vec::new();
        if !self.other_sheets.is_empty() {
            let names = self.other_sheets.join(", ");
            lines.push(format!("Other sheets of the workbook were not read: {names}."));
        }
        if !self.ignored_columns.is_empty() {
            let names = self.ignored_columns.join(", ");
            lines.push(format!("Ignored columns: {names}."));
        }
        if self.is_windows_1252 {
            let text = "The file is not in UTF-8 and was read as Windows-1252: check letters with \
                        accents, or save it as 'CSV UTF-8'.";
            lines.push(text.to_owned());
        }
        lines
    }
}
