//! URL-encoded forms (WHATWG URL, 5.1).

use serde_json::{Map, Value};

/// The maximum number of fields in a form.
pub(super) const MAX_FIELDS: usize = 1000;

/// Parses a form. Parsing never fails: invalid UTF-8 becomes U+FFFD.
pub(super) fn parse(bytes: &[u8]) -> Vec<(String, String)> {
    // Parsing into pairs of strings cannot fail.
    serde_html_form::from_bytes(bytes).unwrap_or_default()
}

/// Returns whether a body that is not JSON looks like a form: a name of unreserved characters,
/// percent escapes, `+` and brackets, then `=`, and no whitespace or control characters.
pub(super) fn looks_like_form(bytes: &[u8]) -> bool {
    let in_name = |b: &u8| {
        b.is_ascii_alphanumeric() || matches!(b, b'_' | b'.' | b'%' | b'+' | b'-' | b'[' | b']')
    };
    let name = bytes.iter().take_while(|b| in_name(b)).count();
    name > 0
        && bytes[0] != b'['
        && bytes.get(name) == Some(&b'=')
        && !bytes.iter().any(|b| b.is_ascii_whitespace() || b.is_ascii_control())
}

/// Groups the values by name. A repeated name, `name[]` and `name[0]` become an array.
pub(super) fn group_by_name(pairs: Vec<(String, String)>) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, value) in pairs {
        let (name, is_item) = match list_name(&name) {
            Some(name) => (name.to_owned(), true),
            None => (name, false),
        };
        let value = Value::String(value);
        match fields.get_mut(&name) {
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None if is_item => drop(fields.insert(name, Value::Array(vec![value]))),
            None => drop(fields.insert(name, value)),
        }
    }
    fields
}

/// Returns `name` for `name[]` and `name[0]`, the list syntax of PHP and jQuery.
fn list_name(text: &str) -> Option<&str> {
    let (name, index) = text.strip_suffix(']')?.split_once('[')?;
    let is_item = !name.is_empty() && index.bytes().all(|b| b.is_ascii_digit());
    is_item.then_some(name)
}
