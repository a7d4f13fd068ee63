//! Form text: `name=value&name=value`, percent-encoded (WHATWG URL, 5.1).

use serde_json::{Map, Value};

/// The most fields of a form.
pub(super) const MAX_FIELDS: usize = 1000;

/// The fields of form text, in order. Whatever it is, it can be read: bytes that are no UTF-8
/// become replacement characters.
pub(super) fn pairs(bytes: &[u8]) -> Vec<(String, String)> {
    // Reading into pairs of texts has nothing to fail on.
    serde_html_form::from_bytes(bytes).unwrap_or_default()
}

/// Whether bytes that are no JSON look like form text: a name of unreserved characters, percent
/// escapes, `+` and brackets, then `=`, and no blank or control character anywhere.
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

/// The fields by name. A repeated name, `name[]` and `name[0]` make an array.
pub(super) fn gather(pairs: Vec<(String, String)>) -> Map<String, Value> {
    let mut fields = Map::new();
    for (name, value) in pairs {
        let (name, listed) = match list_name(&name) {
            Some(name) => (name.to_owned(), true),
            None => (name, false),
        };
        let value = Value::String(value);
        match fields.get_mut(&name) {
            Some(Value::Array(values)) => values.push(value),
            Some(first) => *first = Value::Array(vec![first.take(), value]),
            None if listed => drop(fields.insert(name, Value::Array(vec![value]))),
            None => drop(fields.insert(name, value)),
        }
    }
    fields
}

/// `name` of `name[]` and `name[0]`, by which PHP and jQuery spell an item of a list.
fn list_name(text: &str) -> Option<&str> {
    let (name, index) = text.strip_suffix(']')?.split_once('[')?;
    let is_item = !name.is_empty() && index.bytes().all(|b| b.is_ascii_digit());
    is_item.then_some(name)
}
