//! Single values, by the conversions of Django REST framework.

use roster_model::{Patch, Problem};
use serde_json::Value;

use super::texts;

/// The whole number that a value stands for: `7`, `7.0` and `"7"`, not `1.5`.
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

/// A text without quotes, anything else as JSON.
pub(super) fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// Whether a value is null, or a text with nothing in it.
pub(super) fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
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

/// An item of a list of texts.
pub(super) fn text_item(item: &Value) -> Result<String, Problem> {
    match item {
        Value::String(text) if text.contains('\0') => Err(Problem::Unstorable),
        Value::String(text) if text.trim().is_empty() => Err(Problem::Empty),
        Value::String(text) => Ok(text.trim().to_owned()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null => Err(other(texts::NULL)),
        _ => Err(other(texts::STRING)),
    }
}

/// An item of a list of names: a text, or an object with a `name`, which is how they come out.
pub(super) fn name_item(item: &Value) -> Result<String, Problem> {
    text_item(item.get("name").unwrap_or(item))
}

/// An item of a list of whole numbers.
pub(super) fn number_item(item: &Value) -> Result<i64, Problem> {
    whole(item).ok_or_else(|| other(texts::INTEGER))
}

/// A problem in the dialect's own words.
pub(super) fn other(text: &str) -> Problem {
    Problem::Other(text.to_owned())
}

/// What is set, if anything is.
pub(super) fn set<T>(patch: Patch<T>) -> Option<T> {
    match patch {
        Patch::Set(value) => Some(value),
        Patch::Keep | Patch::Clear => None,
    }
}

/// A change of one of several fields that are kept by name: `None` when it stays, `Some(None)` in
/// the map when it is removed.
pub(super) fn named<T>(name: &str, patch: Patch<T>) -> Option<(String, Option<T>)> {
    match patch {
        Patch::Keep => None,
        Patch::Clear => Some((name.to_owned(), None)),
        Patch::Set(value) => Some((name.to_owned(), Some(value))),
    }
}
