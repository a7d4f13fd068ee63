//! The fields of a thing, each read as what it must be, its flaws gathered.

use jiff::Timestamp;
use roster_model::{FieldError, Id, Problem};
use serde_json::{Map, Value};

use crate::commcare::{instant, values};

/// A thing as it was told, and what is wrong with it so far.
pub(super) struct Fields<'a> {
    object: &'a Map<String, Value>,
    pub(super) errors: Vec<FieldError>,
}

impl<'a> Fields<'a> {
    pub(super) fn of(object: &'a Map<String, Value>) -> Self {
        Self { object, errors: Vec::new() }
    }

    /// The value under `key`, unless it is null.
    pub(super) fn given(&self, key: &str) -> Option<&'a Value> {
        self.object.get(key).filter(|value| !value.is_null())
    }

    /// The text under `key`; empty when there is none.
    pub(super) fn text(&mut self, key: &str) -> String {
        self.read(key, values::text).unwrap_or_default()
    }

    /// The text under `key`, when it is not empty.
    pub(super) fn optional_text(&mut self, key: &str) -> Option<String> {
        self.read(key, values::optional_text).flatten()
    }

    /// The text under `key`, which must be there and not be empty.
    pub(super) fn needed_text(&mut self, key: &str) -> String {
        let text = self.text(key);
        if text.is_empty() {
            self.need(key);
        }
        text
    }

    /// The texts under `key`.
    pub(super) fn texts(&mut self, key: &str) -> Vec<String> {
        self.read(key, values::texts).unwrap_or_default()
    }

    /// The truth value under `key`; `otherwise` when there is none.
    pub(super) fn flag(&mut self, key: &str, otherwise: bool) -> bool {
        self.read(key, values::boolean).unwrap_or(otherwise)
    }

    /// The object under `key`; an empty one when there is none.
    pub(super) fn object(&mut self, key: &str) -> Map<String, Value> {
        self.read(key, values::object).unwrap_or_default()
    }

    /// The text or number under `key`, as text.
    pub(super) fn number_text(&mut self, key: &str) -> Option<String> {
        match self.given(key)? {
            Value::Number(number) => Some(number.to_string()),
            _ => self.optional_text(key),
        }
    }

    /// The instant under `key`; one that is none is not told.
    pub(super) fn instant(&self, key: &str) -> Option<Timestamp> {
        self.given(key)?.as_str().and_then(instant::read)
    }

    /// The identity under `key`; `None` when nothing can have it, which is a flaw as well.
    pub(super) fn id(&mut self, key: &str) -> Option<Id> {
        let id = Id::parse(&self.text(key));
        if id.is_none() {
            self.need(key);
        }
        id
    }

    /// The identity at the end of the address or path under `key`.
    pub(super) fn linked(&mut self, key: &str) -> Option<String> {
        let link = self.optional_text(key)?;
        let path = link.split(['?', '#']).next().unwrap_or_default();
        let last = path.trim_end_matches('/').rsplit('/').next().unwrap_or_default();
        let id = percent_encoding::percent_decode_str(last).decode_utf8_lossy().into_owned();
        Some(id).filter(|id| !id.is_empty())
    }

    fn need(&mut self, key: &str) {
        if self.errors.iter().all(|error| error.field != key) {
            self.errors.push(FieldError::new(key, Problem::Required));
        }
    }

    fn read<T>(&mut self, key: &str, read: impl FnOnce(&Value) -> Result<T, Problem>) -> Option<T> {
        match read(self.given(key)?) {
            Ok(value) => Some(value),
            Err(problem) => {
                self.errors.push(FieldError::new(key, problem));
                None
            }
        }
    }
}
