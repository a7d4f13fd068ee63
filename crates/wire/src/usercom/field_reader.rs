//! Typed access to the fields of a body.

use jiff::Timestamp;
use roster_model::{FieldError, FieldType, Patch, Problem};
use serde_json::Value;

use super::{
    Body,
    body::python_type,
    convert::{is_blank, to_boolean, to_integer, to_text},
    instant,
};

/// Decodes the fields of a body and collects their errors. An invalid field has the value of an
/// absent one. A [`Patch`] is [`Patch::Clear`] for null and for an empty text.
pub(super) struct FieldReader<'a> {
    body: &'a Body,
    pub(super) errors: Vec<FieldError>,
}

impl<'a> FieldReader<'a> {
    pub(super) fn new(body: &'a Body) -> Self {
        Self { body, errors: Vec::new() }
    }

    /// Returns a field as sent. A field that a form repeats is an array.
    pub(super) fn raw(&self, name: &str) -> Option<&'a Value> {
        self.body.fields.get(name)
    }

    /// Returns a field as a single value. Of a field that a form repeats the last value counts.
    pub(super) fn value(&self, name: &str) -> Option<&'a Value> {
        match self.raw(name)? {
            Value::Array(items) if self.body.form => items.last(),
            value => Some(value),
        }
    }

    /// Returns the name that the body has for a field with two names; the first one by default.
    pub(super) fn alias(&self, name: &'static str, other_name: &'static str) -> &'static str {
        if self.raw(name).is_none() && self.raw(other_name).is_some() {
            return other_name;
        }
        name
    }

    /// Decodes a trimmed text. A number is its digits. The directory checks the length.
    pub(super) fn text(&mut self, name: &str) -> Patch<String> {
        let text = match self.value(name) {
            None => return Patch::Keep,
            Some(Value::Null) => return Patch::Clear,
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) => return self.add_error(name, Problem::NotOfType(FieldType::String)),
        };
        if text.contains('\0') {
            return self.add_error(name, Problem::Unstorable);
        }
        if text.is_empty() { Patch::Clear } else { Patch::Set(text) }
    }

    /// Decodes an optional text that must be neither null nor empty.
    pub(super) fn non_empty_text(&mut self, name: &str) -> Option<String> {
        if self.value(name)?.is_null() {
            return self.add_error(name, Problem::Null);
        }
        match self.text(name) {
            Patch::Keep => None,
            Patch::Clear => self.add_error(name, Problem::Empty),
            Patch::Set(text) => Some(text),
        }
    }

    /// Decodes a required text that must not be empty.
    pub(super) fn required_text(&mut self, name: &str) -> Option<String> {
        self.require(name)?;
        self.non_empty_text(name)
    }

    /// Decodes an integer.
    pub(super) fn integer(&mut self, name: &str) -> Patch<i64> {
        let Some(value) = self.value(name) else { return Patch::Keep };
        if is_blank(value) {
            return Patch::Clear;
        }
        match to_integer(value) {
            Some(number) => Patch::Set(number),
            None => self.add_error(name, Problem::NotOfType(FieldType::Integer)),
        }
    }

    /// Decodes an optional integer that must not be null.
    pub(super) fn non_null_integer(&mut self, name: &str) -> Option<i64> {
        match self.integer(name) {
            Patch::Keep => None,
            Patch::Clear => self.add_error(name, Problem::Null),
            Patch::Set(number) => Some(number),
        }
    }

    /// Decodes a required integer.
    pub(super) fn required_integer(&mut self, name: &str) -> Option<i64> {
        self.require(name)?;
        self.non_null_integer(name)
    }

    /// Decodes an optional boolean that must not be null.
    pub(super) fn boolean(&mut self, name: &str) -> Option<bool> {
        let value = self.value(name)?;
        if value.is_null() {
            return self.add_error(name, Problem::Null);
        }
        match to_boolean(value) {
            None => self.add_error(name, Problem::NotOfType(FieldType::Boolean)),
            boolean => boolean,
        }
    }

    /// Decodes an instant.
    pub(super) fn instant(&mut self, name: &str) -> Patch<Timestamp> {
        let Some(value) = self.value(name) else { return Patch::Keep };
        if is_blank(value) {
            return Patch::Clear;
        }
        match instant::parse(value) {
            Some(instant) => Patch::Set(instant),
            None => self.add_error(name, Problem::NotOfType(FieldType::DateTime)),
        }
    }

    /// Decodes an optional choice that must not be null. A choice can have several names.
    pub(super) fn choice<T: Copy>(&mut self, name: &str, known: &[(&str, T)]) -> Option<T> {
        let value = self.value(name)?;
        if value.is_null() {
            return self.add_error(name, Problem::Null);
        }
        let sent = to_text(value);
        let normalized = sent.trim().to_lowercase();
        let choice = known.iter().find(|(name, _)| *name == normalized);
        if choice.is_none() {
            return self.add_error(name, Problem::UnknownChoice(sent));
        }
        choice.map(|(_, choice)| *choice)
    }

    /// Decodes an optional list. Errors of items have the index of the item.
    pub(super) fn list<T>(
        &mut self,
        name: &str,
        decode: impl Fn(&Value) -> Result<T, Problem>,
    ) -> Option<Vec<T>> {
        let mut list = Vec::new();
        for (index, item) in self.items(name)?.iter().enumerate() {
            match decode(item) {
                Ok(item) => list.push(item),
                Err(problem) => self.errors.push(FieldError::new(name, problem).at(index)),
            }
        }
        Some(list)
    }

    /// Decodes a required list.
    pub(super) fn required_list<T>(
        &mut self,
        name: &str,
        decode: impl Fn(&Value) -> Result<T, Problem>,
    ) -> Option<Vec<T>> {
        self.require(name)?;
        self.list(name, decode)
    }

    /// Adds an error and returns the value of an absent field.
    pub(super) fn add_error<T: Default>(&mut self, name: &str, problem: Problem) -> T {
        self.errors.push(FieldError::new(name, problem));
        T::default()
    }

    /// Returns the items of a list. In a form a single value is a list with one item.
    fn items(&mut self, name: &str) -> Option<&'a [Value]> {
        match self.raw(name)? {
            Value::Array(items) => Some(items),
            single @ Value::String(_) if self.body.form => Some(std::slice::from_ref(single)),
            Value::Null => self.add_error(name, Problem::Null),
            value => self.add_error(name, Problem::NotAList(python_type(value))),
        }
    }

    fn require(&mut self, name: &str) -> Option<()> {
        if self.value(name).is_some() {
            return Some(());
        }
        self.add_error(name, Problem::Required)
    }
}
