//! Fields of a body as typed values.

use jiff::Timestamp;
use roster_model::{FieldError, Patch, Problem};
use serde_json::Value;

use super::{
    Body,
    body::python_type,
    convert::{is_blank, other, plain, truth, whole},
    instant, texts,
};

/// Reads the fields of a body one by one, and notes what is wrong with each.
///
/// What is at fault reads as if it were absent. As a [`Patch`], a field that is null, or empty where
/// that means the same, is to be removed.
pub(super) struct Reader<'a> {
    body: &'a Body,
    pub(super) errors: Vec<FieldError>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(body: &'a Body) -> Self {
        Self { body, errors: Vec::new() }
    }

    /// The field as it came, repeats of a form and all.
    pub(super) fn field(&self, name: &str) -> Option<&'a Value> {
        self.body.fields.get(name)
    }

    /// The field as a single value: of one that a form repeats, the last.
    pub(super) fn raw(&self, name: &str) -> Option<&'a Value> {
        match self.field(name)? {
            Value::Array(items) if self.body.form => items.last(),
            value => Some(value),
        }
    }

    /// Which of two names for one field the body has: the first counts where both are there.
    pub(super) fn name_of(&self, name: &'static str, other_name: &'static str) -> &'static str {
        if self.field(name).is_none() && self.field(other_name).is_some() {
            return other_name;
        }
        name
    }

    /// A text, trimmed; a number counts as its digits. How long it may be, the directory knows.
    pub(super) fn text(&mut self, name: &str) -> Patch<String> {
        let text = match self.raw(name) {
            None => return Patch::Keep,
            Some(Value::Null) => return Patch::Clear,
            Some(Value::String(text)) => text.trim().to_owned(),
            Some(Value::Number(number)) => number.to_string(),
            Some(_) => return self.refuse(name, other(texts::STRING)),
        };
        if text.contains('\0') {
            return self.refuse(name, Problem::Unstorable);
        }
        if text.is_empty() { Patch::Clear } else { Patch::Set(text) }
    }

    /// A text that may be absent, but neither null nor empty.
    pub(super) fn set_text(&mut self, name: &str) -> Option<String> {
        if self.raw(name)?.is_null() {
            return self.refuse(name, other(texts::NULL));
        }
        match self.text(name) {
            Patch::Keep => None,
            Patch::Clear => self.refuse(name, Problem::Empty),
            Patch::Set(text) => Some(text),
        }
    }

    /// A text that must be there and not be empty.
    pub(super) fn required_text(&mut self, name: &str) -> Option<String> {
        self.require(name)?;
        self.set_text(name)
    }

    /// A whole number.
    pub(super) fn integer(&mut self, name: &str) -> Patch<i64> {
        let Some(value) = self.raw(name) else { return Patch::Keep };
        if is_blank(value) {
            return Patch::Clear;
        }
        match whole(value) {
            Some(number) => Patch::Set(number),
            None => self.refuse(name, other(texts::INTEGER)),
        }
    }

    /// A whole number that may be absent, but not null.
    pub(super) fn set_integer(&mut self, name: &str) -> Option<i64> {
        match self.integer(name) {
            Patch::Keep => None,
            Patch::Clear => self.refuse(name, other(texts::NULL)),
            Patch::Set(number) => Some(number),
        }
    }

    /// A whole number that must be there.
    pub(super) fn required_integer(&mut self, name: &str) -> Option<i64> {
        self.require(name)?;
        self.set_integer(name)
    }

    /// A truth value that may be absent, but not null.
    pub(super) fn set_boolean(&mut self, name: &str) -> Option<bool> {
        let value = self.raw(name)?;
        if value.is_null() {
            return self.refuse(name, other(texts::NULL));
        }
        match truth(value) {
            None => self.refuse(name, other(texts::BOOLEAN)),
            truth => truth,
        }
    }

    /// An instant.
    pub(super) fn instant(&mut self, name: &str) -> Patch<Timestamp> {
        let Some(value) = self.raw(name) else { return Patch::Keep };
        if is_blank(value) {
            return Patch::Clear;
        }
        match instant::read(value) {
            Some(instant) => Patch::Set(instant),
            None => self.refuse(name, other(texts::DATETIME)),
        }
    }

    /// One of some choices, each known by several spellings; not null.
    pub(super) fn choice<T: Copy>(&mut self, name: &str, known: &[(&str, T)]) -> Option<T> {
        let value = self.raw(name)?;
        if value.is_null() {
            return self.refuse(name, other(texts::NULL));
        }
        let sent = plain(value);
        let spelled = sent.trim().to_lowercase();
        let choice = known.iter().find(|(spelling, _)| *spelling == spelled);
        if choice.is_none() {
            return self.refuse(name, Problem::UnknownChoice(sent));
        }
        choice.map(|(_, choice)| *choice)
    }

    /// The items of a list, each read by `read`; the flaws of items are told by index.
    pub(super) fn list<T>(
        &mut self,
        name: &str,
        read: impl Fn(&Value) -> Result<T, Problem>,
    ) -> Option<Vec<T>> {
        let mut list = Vec::new();
        for (index, item) in self.items(name)?.iter().enumerate() {
            match read(item) {
                Ok(item) => list.push(item),
                Err(problem) => self.errors.push(FieldError::new(name, problem).at(index)),
            }
        }
        Some(list)
    }

    /// The items of a list that must be there.
    pub(super) fn required_list<T>(
        &mut self,
        name: &str,
        read: impl Fn(&Value) -> Result<T, Problem>,
    ) -> Option<Vec<T>> {
        self.require(name)?;
        self.list(name, read)
    }

    /// Notes that a field is at fault.
    pub(super) fn refuse<T: Default>(&mut self, name: &str, problem: Problem) -> T {
        self.errors.push(FieldError::new(name, problem));
        T::default()
    }

    /// The items of a list; in a form a single value is a list of one.
    fn items(&mut self, name: &str) -> Option<&'a [Value]> {
        match self.field(name)? {
            Value::Array(items) => Some(items),
            single @ Value::String(_) if self.body.form => Some(std::slice::from_ref(single)),
            Value::Null => self.refuse(name, other(texts::NULL)),
            value => {
                let got = python_type(value);
                let told = format!("Expected a list of items but got type \"{got}\".");
                self.refuse(name, Problem::Other(told))
            }
        }
    }

    fn require(&mut self, name: &str) -> Option<()> {
        if self.raw(name).is_some() {
            return Some(());
        }
        self.refuse(name, Problem::Required)
    }
}
