//! Fields of a body as typed values, by the conversions of Django REST framework.

use jiff::Timestamp;
use roster_model::{Flaw, Problem};
use serde_json::Value;

use super::body::python_type;
use super::{Body, instant, texts};

/// Reads the fields of a body one by one, and notes what is wrong with each.
///
/// A method gives `None` for a field that is absent or at fault, and `Some(None)` for one that is
/// null, or empty where that means the same.
pub(super) struct Reader<'a> {
    body: &'a Body,
    pub(super) flaws: Vec<Flaw>,
}

impl<'a> Reader<'a> {
    pub(super) fn new(body: &'a Body) -> Self {
        Self { body, flaws: Vec::new() }
    }

    /// The field as it came; of one that a form repeats, the last.
    pub(super) fn raw(&self, name: &str) -> Option<&'a Value> {
        match self.body.fields.get(name)? {
            Value::Array(items) if self.body.form => items.last(),
            value => Some(value),
        }
    }

    /// A text of at most `most` characters, trimmed; a number counts as its digits.
    pub(super) fn text(&mut self, name: &str, most: usize) -> Option<Option<String>> {
        let text = match self.raw(name)? {
            Value::Null => return Some(None),
            Value::String(text) => text.trim().to_owned(),
            Value::Number(number) => number.to_string(),
            _ => return self.refuse(name, other(texts::STRING)),
        };
        match check_text(&text, most) {
            Some(problem) => self.refuse(name, problem),
            None => Some(Some(text).filter(|text| !text.is_empty())),
        }
    }

    /// A text that must be there and not be empty.
    pub(super) fn required_text(&mut self, name: &str, most: usize) -> Option<String> {
        match self.raw(name) {
            None => self.refuse(name, Problem::Required),
            Some(Value::Null) => self.refuse(name, other(texts::NULL)),
            Some(_) => match self.text(name, most)? {
                None => self.refuse(name, Problem::Empty),
                text => text,
            },
        }
    }

    /// A whole number: `7`, `7.0` and `"7"`, not `1.5`.
    pub(super) fn integer(&mut self, name: &str) -> Option<Option<i64>> {
        let value = self.raw(name)?;
        if is_blank(value) {
            return Some(None);
        }
        match whole(value) {
            Some(number) => Some(Some(number)),
            None => self.refuse(name, other(texts::INTEGER)),
        }
    }

    /// A whole number that must be there.
    pub(super) fn required_integer(&mut self, name: &str) -> Option<i64> {
        if self.raw(name).is_none() {
            return self.refuse(name, Problem::Required);
        }
        match self.integer(name)? {
            None => self.refuse(name, other(texts::NULL)),
            number => number,
        }
    }

    /// A whole number that may be absent, but not null.
    pub(super) fn set_integer(&mut self, name: &str) -> Option<i64> {
        match self.integer(name)? {
            None => self.refuse(name, other(texts::NULL)),
            number => number,
        }
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
    pub(super) fn instant(&mut self, name: &str) -> Option<Option<Timestamp>> {
        let value = self.raw(name)?;
        if is_blank(value) {
            return Some(None);
        }
        match instant::read(value) {
            Some(instant) => Some(Some(instant)),
            None => self.refuse(name, other(texts::DATETIME)),
        }
    }

    /// One of some choices, each known by several spellings; not null.
    pub(super) fn choice<T: Copy>(&mut self, name: &str, known: &[(&str, T)]) -> Option<T> {
        let spelled = match self.raw(name)? {
            Value::String(text) => text.trim().to_lowercase(),
            Value::Null => return self.refuse(name, other(texts::NULL)),
            value => plain(value),
        };
        match known.iter().find(|(spelling, _)| *spelling == spelled) {
            Some((_, choice)) => Some(*choice),
            None => {
                let sent = self.raw(name).map(plain).unwrap_or_default();
                self.refuse(name, Problem::UnknownChoice(sent))
            }
        }
    }

    /// The items of a list; in a form a single value is a list of one.
    pub(super) fn items(&mut self, name: &str) -> Option<&'a [Value]> {
        match self.body.fields.get(name)? {
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

    /// The names in a list: texts, or objects with a `name`, which is how lists come out.
    pub(super) fn names(&mut self, name: &str, most: usize) -> Option<Vec<String>> {
        let mut names = Vec::new();
        for (index, item) in self.items(name)?.iter().enumerate() {
            match item_name(item, most) {
                Ok(text) => names.push(text),
                Err(problem) => self.flaws.push(Flaw::new(name, problem).at(index)),
            }
        }
        Some(names)
    }

    /// Notes that a field is at fault.
    pub(super) fn refuse<T>(&mut self, name: &str, problem: Problem) -> Option<T> {
        self.flaws.push(Flaw::new(name, problem));
        None
    }
}

/// A problem in the dialect's own words.
pub(super) fn other(text: &str) -> Problem {
    Problem::Other(text.to_owned())
}

/// The whole number that a value stands for.
pub(super) fn whole(value: &Value) -> Option<i64> {
    let text = match value {
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.trim().to_owned(),
        _ => return None,
    };
    let digits = match text.split_once('.') {
        Some((whole, zeros)) if zeros.bytes().all(|b| b == b'0') => whole,
        Some(_) => return None,
        None => &text,
    };
    digits.parse().ok()
}

/// The truth value that a value stands for.
pub(super) fn truth(value: &Value) -> Option<bool> {
    match plain(value).trim().to_ascii_lowercase().as_str() {
        "t" | "y" | "yes" | "true" | "on" | "1" => Some(true),
        "f" | "n" | "no" | "false" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Whether a NUL character, which cannot be stored, is anywhere in a value.
pub(super) fn holds_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(holds_nul),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| name.contains('\0') || holds_nul(value))
        }
        _ => false,
    }
}

/// A text without quotes, anything else as JSON.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

fn item_name(item: &Value, most: usize) -> Result<String, Problem> {
    let text = match item {
        Value::Object(fields) => fields.get("name").unwrap_or(item),
        item => item,
    };
    let text = match text {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        Value::Null => return Err(other(texts::NULL)),
        _ => return Err(other(texts::STRING)),
    };
    match check_text(&text, most) {
        Some(problem) => Err(problem),
        None if text.is_empty() => Err(Problem::Empty),
        None => Ok(text),
    }
}

fn check_text(text: &str, most: usize) -> Option<Problem> {
    if text.contains('\0') {
        return Some(Problem::Unstorable);
    }
    (text.chars().count() > most).then_some(Problem::TooLong(most))
}
