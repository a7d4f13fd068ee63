//! Typed access to the fields of an object.

use jiff::Timestamp;
use roster_model::{FieldError, Id, Problem};
use serde_json::{Map, Value};

use crate::commcare::{instant, values};

/// An object, and the errors found so far. An invalid field has the value of an absent one.
pub(super) struct Fields<'a> {
    object: &'a Map<String, Value>,
    pub(super) errors: Vec<FieldError>,
}

impl<'a> Fields<'a> {
    pub(super) fn new(object: &'a Map<String, Value>) -> Self {
        Self { object, errors: Vec::new() }
    }

    /// Returns a value that is not null.
    pub(super) fn value(&self, key: &str) -> Option<&'a Value> {
        self.object.get(key).filter(|value| !value.is_null())
    }

    /// Returns a text. The default is empty.
    pub(super) fn text(&mut self, key: &str) -> String {
        self.decode(key, values::text).unwrap_or_default()
    }

    /// Returns a text that is not empty.
    pub(super) fn optional_text(&mut self, key: &str) -> Option<String> {
        self.decode(key, values::optional_text).flatten()
    }

    /// Returns a text that must not be empty.
    pub(super) fn required_text(&mut self, key: &str) -> String {
        let text = self.text(key);
        if text.is_empty() {
            self.add_required(key);
        }
        text
    }

    /// Returns a list of texts. The default is empty.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        self.decode(key, values::texts).unwrap_or_default()
    }

    /// Returns a boolean.
    pub(super) fn boolean(&mut self, key: &str, default: bool) -> bool {
        self.decode(key, values::boolean).unwrap_or(default)
    }

    /// Returns an object. The default is empty.
    pub(super) fn object(&mut self, key: &str) -> Map<String, Value> {
        self.decode(key, values::object).unwrap_or_default()
    }

    /// Returns a text or number as text.
    pub(super) fn number_text(&mut self, key: &str) -> Option<String> {
        match self.value(key)? {
            Value::Number(number) => Some(number.to_string()),
            _ => self.optional_text(key),
        }
    }

    /// Returns a boolean, if there is one.
    pub(super) fn optional_boolean(&mut self, key: &str) -> Option<bool> {
        self.decode(key, values::boolean)
    }

    /// Returns an instant. The empty text is none; another text that is no instant is left out.
    pub(super) fn decode_instant(
        &self,
        key: &str,
        left_out: &mut Vec<FieldError>,
    ) -> Option<Timestamp> {
        let value = self.value(key).filter(|value| *value != "")?;
        let instant = value.as_str().and_then(instant::parse);
        if instant.is_none() {
            let problem = Problem::WrongType("an instant in ISO 8601");
            left_out.push(FieldError::new(key, problem));
        }
        instant
    }

    /// Returns a required identity. A record without one gets a placeholder and is rejected.
    pub(super) fn id(&mut self, key: &str, names: &[&str]) -> Id {
        let text = self.number_text(key).unwrap_or_default();
        Id::parse(&text).unwrap_or_else(|| Id::new_unchecked(self.without_id(key, names)))
    }

    /// Adds the error of a record without identity. Returns a placeholder from the first of these
    /// names that it has, else from its text.
    pub(super) fn without_id(&mut self, key: &str, names: &[&str]) -> String {
        const MAX_CHARS: usize = 100;
        self.add_required(key);
        let found = names.iter().find_map(|name| self.object.get(*name)?.as_str());
        let text =
            found.map_or_else(|| Value::from(self.object.clone()).to_string(), str::to_owned);
        format!(
            "without id: {}",
            text.replace(char::is_control, " ").chars().take(MAX_CHARS).collect::<String>()
        )
    }

    /// Returns the identity at the end of a URL or path.
    pub(super) fn linked_id(&mut self, key: &str) -> Option<String> {
        let link = self.optional_text(key)?;
        let path = link.split(['?', '#']).next().unwrap_or_default();
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let id = percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned();
        Some(id).filter(|id| !id.is_empty())
    }

    fn add_required(&mut self, key: &str) {
        if self.errors.iter().all(|error| error.field != key) {
            self.errors.push(FieldError::new(key, Problem::Required));
        }
    }

    fn decode<T>(
        &mut self,
        key: &str,
        decode: impl FnOnce(&Value) -> Result<T, Problem>,
    ) -> Option<T> {
        match decode(self.value(key)?) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.errors.push(FieldError::new(key, problem));
                None
            }
        }
    }
}
