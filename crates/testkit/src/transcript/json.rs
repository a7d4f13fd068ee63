//! JSON with holes.

use serde_json::{Map, Value};

use super::pattern::{Captures, is_hole, matches};

/// The member that allows further members.
const MORE: &str = "...";

/// Parses JSON in which `...` may be a member and `<<hole>>` a value.
pub(super) fn lenient(text: &str) -> Result<Value, String> {
    let mut strict = String::new();
    let mut open = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let token = match c {
            '"' => &rest[..end_of_string(rest)],
            '.' if rest.starts_with(MORE) => MORE,
            '<' if rest.starts_with("<<") => &rest[..rest.find(">>").map_or(2, |end| end + 2)],
            _ => &rest[..c.len_utf8()],
        };
        match c {
            '{' | '[' => open.push(c),
            '}' | ']' => {
                open.pop();
            }
            _ => {}
        }
        match c {
            '.' if token == MORE && open.last() == Some(&'{') => strict.push_str("\"...\": true"),
            '.' | '<' if token.len() > 1 => strict.push_str(&Value::from(token).to_string()),
            _ => strict.push_str(token),
        }
        rest = &rest[token.len()..];
    }
    serde_json::from_str(&strict).map_err(|error| format!("the expected body is not JSON: {error}"))
}

/// Records the differences of two values; `path` is their position.
pub(super) fn compare(
    expected: &Value,
    got: &Value,
    path: &str,
    known: &mut Captures,
    differences: &mut Vec<String>,
) {
    match (expected, got) {
        (Value::Object(expected), Value::Object(got)) => {
            compare_objects(expected, got, path, known, differences);
        }
        (Value::Array(expected), Value::Array(got)) => {
            compare_arrays(expected, got, path, known, differences);
        }
        (Value::String(pattern), got) if fits(pattern, got, known) => {}
        (expected, got) if expected == got => {}
        _ => differences.push(format!("{path}: expected {expected}, got {got}")),
    }
}

fn compare_objects(
    expected: &Map<String, Value>,
    got: &Map<String, Value>,
    path: &str,
    known: &mut Captures,
    differences: &mut Vec<String>,
) {
    for (key, value) in expected.iter().filter(|(key, _)| *key != MORE) {
        let path = format!("{path}.{key}");
        match got.get(key) {
            Some(got) => compare(value, got, &path, known, differences),
            None => differences.push(format!("{path}: missing")),
        }
    }
    if expected.contains_key(MORE) {
        return;
    }
    for (key, value) in got.iter().filter(|(key, _)| !expected.contains_key(*key)) {
        differences.push(format!("{path}.{key}: not expected, got {value}"));
    }
}

fn compare_arrays(
    expected: &[Value],
    got: &[Value],
    path: &str,
    known: &mut Captures,
    differences: &mut Vec<String>,
) {
    let (expected, more) = match expected.split_last() {
        Some((Value::String(last), first)) if last == MORE => (first, true),
        _ => (expected, false),
    };
    if got.len() < expected.len() || (got.len() > expected.len() && !more) {
        differences.push(format!("{path}: expected {} items, got {}", expected.len(), got.len()));
    }
    for (at, (expected, got)) in expected.iter().zip(got).enumerate() {
        compare(expected, got, &format!("{path}[{at}]"), known, differences);
    }
}

/// A hole that is a whole string may stand for a value of any type.
fn fits(pattern: &str, got: &Value, known: &mut Captures) -> bool {
    match got {
        Value::String(text) => matches(pattern, text, known),
        other => is_hole(pattern) && matches(pattern, &other.to_string(), known),
    }
}

fn end_of_string(text: &str) -> usize {
    let mut escaped = false;
    for (at, c) in text.char_indices().skip(1) {
        match c {
            _ if escaped => escaped = false,
            '\\' => escaped = true,
            '"' => return at + 1,
            _ => {}
        }
    }
    text.len()
}
