//! Construction of a row from its cells.

use roster_model::{ImportRow, Problem, RowError, Rule, WorkerField, cell_text};
use serde_json::Value;

use super::{column::Column, text::is_blank};

/// Builds a row cell by cell.
pub(super) struct RowBuilder {
    row: ImportRow,
    name: Option<String>,
    has_content: bool,
}

impl RowBuilder {
    /// Starts the row with this number; `typed` if its values are JSON.
    pub(super) fn new(row: u64, typed: bool) -> Self {
        let row = ImportRow { row, typed, ..ImportRow::default() };
        Self { row, name: None, has_content: false }
    }

    /// Adds a cell of text.
    pub(super) fn text(&mut self, column: &Column, header: &str, text: &str) {
        // Rows below the table may have check boxes that are not set.
        let is_unset = is_blank(text) || (!self.row.typed && text.eq_ignore_ascii_case("false"));
        self.has_content |= !is_unset;
        let problem = match text {
            _ if text.contains('\0') => Some(Problem::Unstorable),
            _ => self.set(column, text).err(),
        };
        if let Some(problem) = problem {
            self.error(column, header, text, problem);
        }
    }

    /// Adds a cell that cannot be read, with the text that is shown in its place.
    pub(super) fn invalid(&mut self, column: &Column, header: &str, text: &str, problem: Problem) {
        self.has_content = true;
        if *column != Column::Ignored {
            self.error(column, header, text, problem);
        }
    }

    /// Adds a JSON value.
    pub(super) fn value(&mut self, column: &Column, header: &str, value: &Value) {
        match (column, value) {
            // No value, as distinct from an empty one.
            (_, Value::Null) => {}
            (Column::Data(slug), value) if is_storable(value) => {
                self.has_content = true;
                self.row.data.insert(slug.clone(), value.clone());
            }
            (Column::AllData, Value::Object(values)) => {
                for (slug, value) in values {
                    if value.is_null() {
                        // A stored value, which an export has.
                        self.row.data.insert(slug.clone(), Value::Null);
                    }
                    self.value(&Column::Data(slug.clone()), &format!("data: {slug}"), value);
                }
            }
            (column, Value::Array(items)) if column.is_list() => {
                // An empty list removes the stored items, as an empty cell does.
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

    /// Adds an error of the whole row.
    pub(super) fn row_error(&mut self, problem: Problem) {
        self.has_content = true;
        self.row.errors.push(RowError::new("", "", problem));
    }

    /// Returns the row; `None` if all cells are empty.
    pub(super) fn finish(mut self) -> Option<ImportRow> {
        if !self.has_content {
            return None;
        }
        if let Some(name) = self.name.take()
            && self.row.edit.first_name.is_none()
            && self.row.edit.last_name.is_none()
        {
            let name = name.trim();
            let (first, last) = name.split_once(char::is_whitespace).unwrap_or((name, ""));
            self.row.edit.first_name = Some(first.to_owned());
            self.row.edit.last_name = Some(last.trim().to_owned());
        }
        if self.row.username.is_none() && self.row.id.is_none() && self.row.errors.is_empty() {
            self.row.errors.push(RowError::new("username", "", Problem::Required));
        }
        Some(self.row)
    }

    fn set(&mut self, column: &Column, text: &str) -> Result<(), Problem> {
        match column {
            Column::Field(field) => {
                let set = field.column.and_then(|column| column.set);
                set.map_or(Ok(()), |set| set(&mut self.row, text))
            }
            Column::Name => {
                self.name = ImportRow::parse_text(text);
                Ok(())
            }
            Column::Data(slug) => {
                self.row.data.insert(slug.clone(), text.into());
                Ok(())
            }
            Column::AllData if !text.trim().is_empty() => Err(Rule::ColumnPerField.into()),
            Column::Domain => {
                self.row.domain = Some(text.trim().to_owned()).filter(|name| !name.is_empty());
                Ok(())
            }
            Column::Unsupported
                if !matches!(ImportRow::parse_flag(text), Ok(None | Some(false))) =>
            {
                Err(Rule::Unsupported.into())
            }
            Column::AllData | Column::Ignored | Column::Unsupported => Ok(()),
        }
    }

    fn error(&mut self, column: &Column, header: &str, text: &str, problem: Problem) {
        const MAX_CHARS: usize = 100;
        let value = if matches!(column, Column::Field(field) if WorkerField::is_secret(field)) {
            "****".to_owned()
        } else {
            text.chars().take(MAX_CHARS).filter(|c| *c != '\0').collect()
        };
        // These problems quote the whole cell.
        let problem = match problem {
            Problem::Email(_) => Problem::Email(value.clone()),
            Problem::Phone(_, cause) => Problem::Phone(value.clone(), cause),
            problem => problem,
        };
        self.row.errors.push(RowError::new(header, &value, problem));
    }
}

fn is_storable(value: &Value) -> bool {
    match value {
        Value::String(text) => !text.contains('\0'),
        Value::Array(items) => items.iter().all(is_storable),
        Value::Object(members) => {
            members.iter().all(|(key, value)| !key.contains('\0') && is_storable(value))
        }
        _ => true,
    }
}
