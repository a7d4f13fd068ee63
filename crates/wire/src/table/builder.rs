//! A row, cell by cell.

use roster_model::{Email, ImportRow, Phone, Problem, RowError, SecretString, cell_text};
use serde_json::Value;

use super::column::Column;

/// The longest cell, in bytes: what a worksheet's may have, in the widest characters.
const MAX_CELL_BYTES: usize = 32_767 * 4;

/// A row that is being read.
pub(super) struct Builder {
    row: ImportRow,
    name: Option<String>,
    said_something: bool,
}

impl Builder {
    /// The row at this place; `typed` tells whether values are JSON.
    pub(super) fn new(row: u64, typed: bool) -> Self {
        let row = ImportRow { row, typed, ..ImportRow::default() };
        Self { row, name: None, said_something: false }
    }

    /// Takes a cell of text.
    pub(super) fn text(&mut self, column: &Column, header: &str, text: &str) {
        self.said_something |= !text.is_empty();
        let problem = match text {
            _ if text.contains('\0') => Some(Problem::Unstorable),
            _ if text.len() > MAX_CELL_BYTES => Some(Problem::TooLong(32_767)),
            _ => self.set(column, text).err(),
        };
        if let Some(problem) = problem {
            self.error(column, header, text, problem);
        }
    }

    /// Takes a value of JSON.
    pub(super) fn value(&mut self, column: &Column, header: &str, value: &Value) {
        match (column, value) {
            (Column::Data(slug), value) if storable(value) => {
                self.said_something |= !value.is_null();
                self.row.data.insert(slug.clone(), value.clone());
            }
            (Column::AllData, Value::Object(values)) => {
                for (slug, value) in values {
                    self.value(&Column::Data(slug.clone()), &format!("data: {slug}"), value);
                }
            }
            (Column::Phone | Column::Group | Column::Location, Value::Array(items)) => {
                self.text(column, header, "");
                for item in items {
                    self.value(column, header, item);
                }
            }
            (Column::Data(_), value) => {
                self.error(column, header, &value.to_string(), Problem::Unstorable);
            }
            (_, Value::Array(_) | Value::Object(_)) => {
                let problem = Problem::WrongType("a text, a number, true or false");
                self.error(column, header, &value.to_string(), problem);
            }
            (_, value) => self.text(column, header, &cell_text(value)),
        }
    }

    /// Notes a flaw of the row as a whole.
    pub(super) fn broken(&mut self, text: String) {
        self.said_something = true;
        self.row.errors.push(RowError::new("", "", Problem::Other(text)));
    }

    /// The row; `None` when nothing is in it.
    pub(super) fn finish(mut self) -> Option<ImportRow> {
        if !self.said_something {
            return None;
        }
        if let Some(name) = self.name.take()
            && self.row.first_name.is_none()
            && self.row.last_name.is_none()
        {
            let (first, last) = name.trim().split_once(char::is_whitespace).unwrap_or((&name, ""));
            self.row.first_name = Some(first.trim().to_owned());
            self.row.last_name = Some(last.trim().to_owned());
        }
        if self.row.username.is_none() && self.row.id.is_none() && self.row.errors.is_empty() {
            self.row.errors.push(RowError::new("username", "", Problem::Required));
        }
        Some(self.row)
    }

    fn set(&mut self, column: &Column, text: &str) -> Result<(), Problem> {
        let row = &mut self.row;
        let trimmed = text.trim();
        let some = |text: &str| (!text.is_empty()).then(|| text.to_owned());
        match column {
            Column::Username => row.username = some(trimmed),
            Column::UserId => row.id = some(trimmed),
            Column::Name => self.name = Some(text.to_owned()),
            Column::FirstName => row.first_name = Some(text.to_owned()),
            Column::LastName => row.last_name = Some(text.to_owned()),
            Column::Email => row.email = Some(Email::parse(text)?),
            Column::Password => {
                // Asterisks are how an export shows that there may be one.
                let said = text.chars().any(|c| c != '*');
                row.password = said.then(|| SecretString::from(text));
            }
            Column::ConnectUsername => row.connect_username = some(text),
            Column::Language => row.language = Some(some(trimmed)),
            Column::Role => row.role = Some(some(text)),
            Column::Profile => row.profile = Some(some(text)),
            Column::Active => row.active = truth(trimmed)?,
            Column::Confirmed => row.confirmed = truth(trimmed)?,
            Column::Phone => {
                let phones = row.phones.get_or_insert_default();
                if !trimmed.is_empty() {
                    phones.push(Phone::parse(trimmed)?);
                }
            }
            Column::Group => row.groups.get_or_insert_default().extend(some(text)),
            Column::Location => row.locations.get_or_insert_default().extend(some(trimmed)),
            Column::Data(slug) => {
                row.data.insert(slug.clone(), text.into());
            }
            Column::AllData => {
                if !trimmed.is_empty() {
                    let text = "has a column of its own for each field in a table: 'data: field'";
                    return Err(Problem::Other(text.to_owned()));
                }
            }
            Column::ReadOnly => {}
            Column::Foreign => {
                if truth(trimmed) != Ok(None) && truth(trimmed) != Ok(Some(false)) {
                    let text = "is not known here: leave it empty";
                    return Err(Problem::Other(text.to_owned()));
                }
            }
        }
        Ok(())
    }

    fn error(&mut self, column: &Column, header: &str, text: &str, problem: Problem) {
        const SHOWN: usize = 100;
        let value = match column {
            Column::Password => "****".to_owned(),
            _ => text.chars().take(SHOWN).filter(|c| *c != '\0').collect(),
        };
        // The texts of some problems quote the whole cell.
        let problem = match problem {
            Problem::Email(_) => Problem::Email(value.clone()),
            Problem::Phone(_) => Problem::Phone(value.clone()),
            problem => problem,
        };
        self.row.errors.push(RowError::new(header, &value, problem));
    }
}

fn truth(word: &str) -> Result<Option<bool>, Problem> {
    match word.to_lowercase().as_str() {
        "" => Ok(None),
        "true" | "yes" | "y" | "t" | "1" | "active" => Ok(Some(true)),
        "false" | "no" | "n" | "f" | "0" | "inactive" | "deactivated" => Ok(Some(false)),
        _ => Err(Problem::WrongType("true or false")),
    }
}

fn storable(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.contains('\0'),
        Value::Array(items) => items.iter().all(storable),
        Value::Object(members) => {
            members.iter().all(|(key, value)| !key.contains('\0') && storable(value))
        }
        _ => true,
    }
}
