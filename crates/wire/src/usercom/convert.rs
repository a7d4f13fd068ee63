//! Conversions of single values, with the rules of Django REST framework.

use roster_model::{FieldType, Patch, Problem};
use serde_json::Value;

/// Converts a value to an integer: `7`, `7.0` and `"7"`, but not `1.5`.
pub(super) fn to_integer(value: &Value) -> Option<i64> {
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

/// Converts a value to a boolean.
pub(super) fn to_boolean(value: &Value) -> Option<bool> {
    match to_text(value).trim().to_ascii_lowercase().as_str() {
        "t" | "y" | "yes" | "true" | "on" | "1" => Some(true),
        "f" | "n" | "no" | "false" | "off" | "0" => Some(false),
        _ => None,
    }
}

/// Returns a text without quotes, and any other value as JSON.
pub(super) fn to_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        value => value.to_string(),
    }
}

/// Returns whether a value is null or a blank text.
pub(super) fn is_blank(value: &Value) -> bool {
    value.is_null() || value.as_str().is_some_and(|text| text.trim().is_empty())
}

/// Returns whether a key or value contains U+0000, which PostgreSQL cannot store.
pub(super) fn contains_nul(value: &Value) -> bool {
    match value {
        Value::String(text) => text.contains('\0'),
        Value::Array(items) => items.iter().any(contains_nul),
        Value::Object(fields) => {
            fields.iter().any(|(name, value)| name.contains('\0') || contains_nul(value))
        }
        _ => false,
    }
}

/// Decodes an item of a list of texts.
pub(super) fn decode_text(item: &Value) -> Result<String, Problem> {
    match item {
        Value::String(text) if text.contains('\0') => Err(Problem::Unstorable),
        Value::String(text) if text.trim().is_empty() => Err(Problem::Empty),
        Value::String(text) => Ok(text.trim().to_owned()),
        Value::Number(number) => Ok(number.to_string()),
        Value::Null => Err(Problem::Null),
        _ => Err(Problem::NotOfType(FieldType::String)),
    }
}

/// Decodes an item of a list of names: a text, or an object with a `name` as in responses.
pub(super) fn decode_name(item: &Value) -> Result<String, Problem> {
    decode_text(item.get("name").unwrap_or(item))
}

/// Decodes an item of a list of integers.
pub(super) fn decode_integer(item: &Value) -> Result<i64, Problem> {
    to_integer(item).ok_or(Problem::NotOfType(FieldType::Integer))
}

/// Returns the value of [`Patch::Set`].
pub(super) fn set_value<T>(patch: Patch<T>) -> Option<T> {
    match patch {
        Patch::Set(value) => Some(value),
        Patch::Keep | Patch::Clear => None,
    }
}

/// Converts a patch to an entry of a map of changes. `None` in the map removes the value.
pub(super) fn to_entry<T>(name: &str, patch: Patch<T>) -> Option<(String, Option<T>)> {
    match patch {
        Patch::Keep => None,
        Patch::Clear => Some((name.to_owned(), None)),
        Patch::Set(value) => Some((name.to_owned(), Some(value))),
    }
}
