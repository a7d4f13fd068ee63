//! The values `$1`, `$2`, ... of a statement.

use std::{borrow::Cow, fmt};

use jiff::Timestamp;
use roster_model::Id;

/// A value of a statement.
#[derive(Clone)]
pub enum Value<'a> {
    /// NULL of any type.
    Null,
    /// A `BOOLEAN`.
    Bool(bool),
    /// A `BIGINT`; instants are microseconds since 1970.
    Int(i64),
    /// A `TEXT`; JSON is sent as text.
    Text(Cow<'a, str>),
    /// Texts for `= ANY($n)` or `<> ALL($n)`.
    List(Vec<String>),
    /// Numbers for `= ANY($n)` or `<> ALL($n)`.
    Numbers(Vec<i64>),
}

impl<'a> Value<'a> {
    /// A text to search for. A text that cannot be stored becomes NULL, which equals nothing.
    pub fn sought(text: &'a str) -> Self {
        if text.contains('\0') { Self::Null } else { text.into() }
    }

    /// The JSON text of `value`.
    ///
    /// # Panics
    ///
    /// When a key of `value` is not a text: the type of a row is wrong, for every row.
    pub fn json(value: &impl serde::Serialize) -> Self {
        let text = serde_json::to_string(value).expect("rows hold only what JSON can say");
        Self::Text(Cow::Owned(text))
    }

    /// The value with a copy of its text.
    pub(crate) fn to_owned_value(&self) -> Value<'static> {
        match self {
            Self::Null => Value::Null,
            Self::Bool(answer) => Value::Bool(*answer),
            Self::Int(number) => Value::Int(*number),
            Self::Text(text) => Value::Text(Cow::Owned(text.clone().into_owned())),
            Self::List(texts) => Value::List(texts.clone()),
            Self::Numbers(numbers) => Value::Numbers(numbers.clone()),
        }
    }

    /// The texts that can be stored, as a list to search for: PostgreSQL rejects U+0000 even in a
    /// query.
    pub fn storable(texts: Vec<String>) -> Self {
        Self::List(texts.into_iter().filter(|text| !text.contains('\0')).collect())
    }
}

impl<'a> From<&'a str> for Value<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl<'a> From<&'a String> for Value<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(Cow::Borrowed(text))
    }
}

impl From<String> for Value<'_> {
    fn from(text: String) -> Self {
        Self::Text(Cow::Owned(text))
    }
}

impl<'a> From<Cow<'a, str>> for Value<'a> {
    fn from(text: Cow<'a, str>) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a Id> for Value<'a> {
    fn from(id: &'a Id) -> Self {
        id.as_str().into()
    }
}

impl From<i64> for Value<'_> {
    fn from(number: i64) -> Self {
        Self::Int(number)
    }
}

impl From<bool> for Value<'_> {
    fn from(answer: bool) -> Self {
        Self::Bool(answer)
    }
}

impl From<Timestamp> for Value<'_> {
    fn from(instant: Timestamp) -> Self {
        Self::Int(instant.as_microsecond())
    }
}

impl From<Vec<String>> for Value<'_> {
    fn from(texts: Vec<String>) -> Self {
        Self::List(texts)
    }
}

impl From<&[String]> for Value<'_> {
    fn from(texts: &[String]) -> Self {
        Self::List(texts.to_vec())
    }
}

impl From<&[Id]> for Value<'_> {
    fn from(ids: &[Id]) -> Self {
        Self::List(ids.iter().map(|id| id.as_str().to_owned()).collect())
    }
}

impl From<Vec<i64>> for Value<'_> {
    fn from(numbers: Vec<i64>) -> Self {
        Self::Numbers(numbers)
    }
}

impl<T> From<Option<T>> for Value<'_>
where
    Self: From<T>,
{
    fn from(value: Option<T>) -> Self {
        value.map_or(Self::Null, Self::from)
    }
}

/// Shows the type only: the value is personal data.
impl fmt::Debug for Value<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Null => "Null",
            Self::Bool(_) => "Bool(..)",
            Self::Int(_) => "Int(..)",
            Self::Text(_) => "Text(..)",
            Self::List(_) => "List(..)",
            Self::Numbers(_) => "Numbers(..)",
        })
    }
}
