//! Bulk import and export of workers: rows of tables, the result of each row and the history of
//! imports.

use std::borrow::Cow;

use jiff::{
    Timestamp,
    civil::{Date, DateTime},
};
use serde_json::Value;

use crate::{CustomData, Id, Person, Phone, Problem, Rule, SecretString, WorkerEdit, is_invisible};

/// A row of a table of workers. `None` leaves the field unchanged: the table has no such column, or
/// the cell is empty in a column where an empty cell changes nothing.
#[derive(Clone, Debug, Default)]
pub struct ImportRow {
    /// The number of the row in the file. The first row below the header is row 2.
    pub row: u64,
    /// The identity of the worker to change, or of the new worker.
    pub id: Option<String>,
    /// The username, with or without the host.
    pub username: Option<String>,
    /// The password in clear text. A cell of asterisks is read as `None`.
    pub password: Option<SecretString>,
    /// A name at `ConnectID`, which replaces a password.
    pub connect_username: Option<String>,
    /// Whether the worker may sign in.
    pub active: Option<bool>,
    /// Whether the owner has confirmed the account.
    pub confirmed: Option<bool>,
    /// The day on which the worker is deactivated; `Some(None)` removes it.
    pub deactivate_on: Option<Option<Date>>,
    /// The plain fields: see [`WorkerEdit::apply_plain_fields`]. The other fields of the edit are not
    /// used.
    pub edit: WorkerEdit,
    /// Phone numbers, the default one first.
    pub phones: Option<Vec<Phone>>,
    /// Groups, by name.
    pub groups: Option<Vec<String>>,
    /// Locations, by site code, the primary one first.
    pub locations: Option<Vec<String>>,
    /// Profile by name; `Some(None)` removes it.
    pub profile: Option<Option<String>>,
    /// Custom values by slug; other keys stay.
    pub data: CustomData,
    /// The domain of the worker; `None` if the table does not name one.
    pub domain: Option<String>,
    /// Whether custom values are typed (JSON). Cells of CSV and XLSX do not distinguish 5 from "5".
    pub typed: bool,
    /// The errors found while reading the row.
    pub errors: Vec<RowError>,
}

impl ImportRow {
    /// The text of a cell that removes the value on purpose, in columns where an empty cell changes
    /// nothing.
    pub const CLEAR: &'static str = "#clear";

    /// Parses a cell of a column where an empty cell changes nothing: `None` if it is empty, the empty
    /// text for [`ImportRow::CLEAR`].
    pub fn parse_text(text: &str) -> Option<String> {
        if text.chars().all(|c| c.is_whitespace() || is_invisible(c)) {
            return None;
        }
        Some(match text.trim() {
            cell if cell.eq_ignore_ascii_case(Self::CLEAR) => String::new(),
            // `format_text` has added one.
            cell if is_clear_escaped(cell) => text.replacen('#', "", 1),
            _ => text.to_owned(),
        })
    }

    /// Formats a value for [`ImportRow::parse_text`].
    pub fn format_text(text: &str) -> Cow<'_, str> {
        if is_clear_escaped(text.trim()) { text.replacen('#', "##", 1).into() } else { text.into() }
    }

    /// Parses a boolean cell; blank text is `None`.
    ///
    /// # Errors
    /// [`Problem::WrongType`] for any other text.
    pub fn parse_flag(text: &str) -> Result<Option<bool>, Problem> {
        match text.trim().to_lowercase().as_str() {
            "" => Ok(None),
            "true" | "yes" | "y" | "t" | "1" | "active" => Ok(Some(true)),
            "false" | "no" | "n" | "f" | "0" | "inactive" | "deactivated" => Ok(Some(false)),
            _ => Err(Problem::WrongType("true or false")),
        }
    }

    /// Parses the day of a deactivation: a day in ISO 8601, or a month as CommCare's bulk upload has it
    /// (`03-2027`), which means its first day. Blank text is `None`.
    ///
    /// # Errors
    /// [`Rule::Day`] for any other text.
    pub fn parse_day(text: &str) -> Result<Option<Date>, Problem> {
        let text = text.trim();
        if text.is_empty() {
            return Ok(None);
        }
        let parts: Vec<&str> = text.split(['-', '/']).collect();
        let month_of = |year: &str, month: &str| {
            let is_number = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
            let fits = year.len() == 4 && matches!(month.len(), 1 | 2);
            let fits = fits && is_number(year) && is_number(month);
            fits.then(|| Date::new(year.parse().ok()?, month.parse().ok()?, 1).ok()).flatten()
        };
        let day = match parts.as_slice() {
            [first, second] => month_of(second, first).or_else(|| month_of(first, second)),
            _ => text.parse::<DateTime>().map(DateTime::date).or_else(|_| text.parse()).ok(),
        };
        day.map(Some).ok_or_else(|| Rule::Day.into())
    }

    /// Formats a day for [`ImportRow::parse_day`]: the first of a month as that month.
    pub fn format_day(day: Date) -> String {
        match day.day() {
            1 => format!("{:02}-{:04}", day.month(), day.year()),
            _ => day.to_string(),
        }
    }
}

/// A group in a table: a row of the sheet `groups` of a bulk upload. `None` leaves the field unchanged.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ImportGroup {
    /// The number of the row in the sheet, from 1.
    pub row: u64,
    /// The identity of the group to change, or of the new group.
    pub id: Option<String>,
    /// The name.
    pub name: String,
    /// Whether the members share cases.
    pub case_sharing: Option<bool>,
    /// Whether the group appears in report filters.
    pub reporting: Option<bool>,
    /// Custom data; other keys stay.
    pub metadata: CustomData,
}

/// One error of a row.
#[derive(Clone, Debug, PartialEq)]
pub struct RowError {
    /// The header of the column, as in the file; empty for an error of the whole row.
    pub column: String,
    /// The value of the cell; never a password.
    pub value: String,
    /// What is wrong.
    pub problem: Problem,
}

impl RowError {
    /// Creates an error of a cell.
    pub fn new(column: &str, value: &str, problem: Problem) -> Self {
        Self { column: column.to_owned(), value: value.to_owned(), problem }
    }
}

/// What an import does with valid and invalid rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ImportMode {
    /// Previews the import and changes nothing.
    DryRun,
    /// Imports the valid rows and skips the rows with errors.
    RowByRow,
    /// Imports all rows, or none if a row has errors.
    Atomic,
}

/// The result of a row, or the predicted one in a preview.
#[derive(Clone, Debug, PartialEq)]
pub struct RowVerdict {
    /// The number of the row in the file.
    pub row: u64,
    /// The username of the worker, with the host if it is known.
    pub username: String,
    /// The identity of the worker, if it is known.
    pub id: Option<Id>,
    /// The outcome.
    pub outcome: RowOutcome,
}

/// The outcome of a row.
#[derive(Clone, Debug, PartialEq)]
pub enum RowOutcome {
    /// A worker was created, with these values.
    Created(Vec<FieldChange>),
    /// These fields of a worker were changed.
    Changed(Vec<FieldChange>),
    /// The worker already had these values.
    Unchanged,
    /// The row has errors and was skipped.
    Refused(Vec<RowError>),
}

impl RowOutcome {
    /// Returns the name of the outcome in reports.
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Created(_) => "created",
            Self::Changed(_) => "changed",
            Self::Unchanged => "unchanged",
            Self::Refused(_) => "refused",
        }
    }
}

/// A field that an import changes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FieldChange {
    /// The header of the column in exports.
    pub column: String,
    /// The old value; never a password.
    pub from: String,
    /// The new value; never a password.
    pub to: String,
}

/// The number of rows by outcome.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct ImportCounts {
    /// Workers created.
    pub created: u64,
    /// Workers changed.
    pub changed: u64,
    /// Workers that already had these values.
    pub unchanged: u64,
    /// Rows with errors.
    pub refused: u64,
}

impl ImportCounts {
    /// Counts a row.
    pub fn count(&mut self, outcome: &RowOutcome) {
        *match outcome {
            RowOutcome::Created(_) => &mut self.created,
            RowOutcome::Changed(_) => &mut self.changed,
            RowOutcome::Unchanged => &mut self.unchanged,
            RowOutcome::Refused(_) => &mut self.refused,
        } += 1;
    }

    /// Returns the number of rows.
    pub fn total(&self) -> u64 {
        self.created + self.changed + self.unchanged + self.refused
    }
}

/// A past import that changed something.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ImportRecord {
    /// The number of the import in the domain, from 1.
    pub number: i64,
    /// The name of the imported file.
    pub source: String,
    /// The user who imported it.
    pub actor: String,
    /// When the import started.
    pub started_at: Timestamp,
    /// The last number of the change log before the import.
    pub first_seq: i64,
    /// How many people it created.
    pub created: i64,
    /// How many people it changed.
    pub changed: i64,
    /// How many of them an undo has reverted so far.
    pub undone: i64,
    /// When the import was undone, if it was.
    pub undone_at: Option<Timestamp>,
}

/// A worker with the names of the groups, locations and profile: a row of an exported table.
#[derive(Clone, Debug, PartialEq)]
pub struct NamedWorker {
    /// The worker.
    pub person: Person,
    /// The names of the groups, in order.
    pub groups: Vec<String>,
    /// The site codes of the locations, the primary one first.
    pub locations: Vec<String>,
    /// The name of the profile.
    pub profile: Option<String>,
}

/// The number of rows of an exported table, and of the columns that its lists need.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct TableShape {
    /// The number of workers.
    pub total: u64,
    /// The most phone numbers of one worker.
    pub phones: usize,
    /// The most groups of one worker.
    pub groups: usize,
    /// The most locations of one worker.
    pub locations: usize,
    /// The slugs of the custom fields, in order.
    pub fields: Vec<String>,
}

/// Returns a custom value as the text of a cell: a text unchanged, `null` as the empty text, any
/// other value as JSON.
pub fn cell_text(value: &Value) -> String {
    match value {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        other => other.to_string(),
    }
}

/// Whether the text is [`ImportRow::CLEAR`], perhaps with more number signs in front.
fn is_clear_escaped(text: &str) -> bool {
    let word = ImportRow::CLEAR.trim_start_matches('#');
    text.starts_with('#') && text.trim_start_matches('#').eq_ignore_ascii_case(word)
}

#[cfg(test)]
mod tests {
    use super::ImportRow;

    #[test]
    fn day_is_a_month_or_a_date() {
        for (text, day) in [
            ("03-2027", "2027-03-01"),
            (" 3/2027 ", "2027-03-01"),
            ("2027-03", "2027-03-01"),
            ("2027-03-31", "2027-03-31"),
            ("2027-03-31T00:00:00", "2027-03-31"),
        ] {
            let parsed = ImportRow::parse_day(text).unwrap().unwrap();
            assert_eq!(parsed.to_string(), day, "{text}");
            assert_eq!(ImportRow::parse_day(&ImportRow::format_day(parsed)), Ok(Some(parsed)));
        }
        assert_eq!(ImportRow::parse_day(" "), Ok(None));
        for text in ["03-31-2027", "31/03/2027", "13-2027", "2027", "March", "46112", "2027-02-30"]
        {
            assert!(ImportRow::parse_day(text).is_err(), "{text}");
        }
    }

    #[test]
    fn cell_without_a_value_differs_from_one_that_clears() {
        for empty in ["", " ", "\u{A0}\u{200B}"] {
            assert_eq!(ImportRow::parse_text(empty), None, "{empty:?}");
        }
        assert_eq!(ImportRow::parse_text("#clear").as_deref(), Some(""));
        assert_eq!(ImportRow::parse_text(" #clear ").as_deref(), Some(""));
        assert_eq!(ImportRow::parse_text("#CLEAR").as_deref(), Some(""));
        for text in [
            "#clear",
            "#CLEAR",
            "##Clear",
            "##clear",
            " #clear ",
            "#",
            "clear",
            "##",
            "Ann",
            "#clear it",
        ] {
            let cell = ImportRow::format_text(text);
            assert_eq!(ImportRow::parse_text(&cell).as_deref(), Some(text), "{cell}");
        }
    }
}
