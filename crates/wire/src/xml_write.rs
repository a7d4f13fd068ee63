//! XML bytes, in the shape that the live service gives to objects.
//!
//! `type` attributes tell what is no text; an `id` among the children becomes an attribute of its
//! parent; list items are `<value>`, objects in lists `<object>`. A key that cannot be an element's
//! name is left out, and a character that XML cannot hold becomes U+FFFD, so that what is written
//! can always be read.

use serde_json::{Map, Value};

use crate::xml_name;

/// What a document begins with.
pub(crate) const DECLARATION: &str = "<?xml version='1.0' encoding='utf-8'?>\n";

/// `value` as a document whose root element is `root`. The children stand in the order of the tree;
/// the members of a top-level list named `objects` are `<object>` without a type.
pub fn write_tree(root: &str, value: &Value) -> Vec<u8> {
    let mut out = String::with_capacity(1024);
    out.push_str(DECLARATION);
    match value {
        Value::Object(map) => {
            let untyped = |key: &str| key == "objects";
            write_children(&mut out, root, None, map, untyped);
        }
        Value::Array(items) => write_items(&mut out, root, None, items, false),
        scalar => write_scalar(&mut out, root, scalar),
    }
    out.into_bytes()
}

/// An element that holds a value.
pub(crate) fn write_value(out: &mut String, name: &str, value: &Value) {
    match value {
        Value::Object(map) => write_children(out, name, Some("hash"), map, |_| false),
        Value::Array(items) => write_items(out, name, Some("list"), items, false),
        scalar => write_scalar(out, name, scalar),
    }
}

/// An object; of its lists, those that `bare_list` names hold objects without a type.
fn write_children(
    out: &mut String,
    name: &str,
    kind: Option<&str>,
    map: &Map<String, Value>,
    bare_list: impl Fn(&str) -> bool,
) {
    let id = map.get("id").filter(|id| !id.is_object() && !id.is_array());
    open(out, name, kind);
    if let Some(id) = id {
        out.push_str(" id=\"");
        escape(out, &text(id), true);
        out.push('"');
    }
    let children: Vec<(&str, &Value)> = map
        .iter()
        .filter(|(key, _)| id.is_none() || key.as_str() != "id")
        .map(|(key, value)| (key.trim(), value))
        .filter(|(key, _)| xml_name::is_name(key))
        .collect();
    if children.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for (key, value) in children {
        match value {
            Value::Array(items) if bare_list(key) => {
                write_items(out, key, Some("list"), items, true);
            }
            value => write_value(out, key, value),
        }
    }
    close(out, name);
}

fn write_items(out: &mut String, name: &str, kind: Option<&str>, items: &[Value], bare: bool) {
    open(out, name, kind);
    if items.is_empty() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    for item in items {
        match item {
            Value::Object(map) => {
                let kind = if bare { None } else { Some("hash") };
                write_children(out, "object", kind, map, |_| false);
            }
            Value::Array(items) => write_items(out, "objects", Some("list"), items, false),
            scalar => write_scalar(out, "value", scalar),
        }
    }
    close(out, name);
}

/// An element that holds a text.
pub(crate) fn write_text(out: &mut String, name: &str, value: &str) {
    open(out, name, None);
    out.push('>');
    escape(out, value, false);
    close(out, name);
}

fn write_scalar(out: &mut String, name: &str, value: &Value) {
    let kind = match value {
        Value::Null => Some("null"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("float"),
        Value::Number(_) => Some("integer"),
        _ => None,
    };
    open(out, name, kind);
    if value.is_null() {
        out.push_str("/>");
        return;
    }
    out.push('>');
    escape(out, &text(value), false);
    close(out, name);
}

/// A scalar as text, in Python's spelling.
fn text(value: &Value) -> String {
    match value {
        Value::Bool(true) => "True".to_owned(),
        Value::Bool(false) => "False".to_owned(),
        Value::Number(number) => number.to_string(),
        Value::String(text) => text.clone(),
        _ => String::new(),
    }
}

/// The beginning of an element, up to its `>`.
pub(crate) fn open(out: &mut String, name: &str, kind: Option<&str>) {
    out.push('<');
    out.push_str(name);
    if let Some(kind) = kind {
        out.push_str(" type=\"");
        out.push_str(kind);
        out.push('"');
    }
}

/// The end of an element.
pub(crate) fn close(out: &mut String, name: &str) {
    out.push_str("</");
    out.push_str(name);
    out.push('>');
}

/// A text, as it stands between elements or in an attribute.
pub(crate) fn escape(out: &mut String, text: &str, in_attribute: bool) {
    let plain =
        |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'&' | b'<' | b'>' | b'"');
    if text.bytes().all(plain) {
        out.push_str(text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            // Readers turn a bare one into a line feed.
            '\r' => out.push_str("&#13;"),
            '"' if in_attribute => out.push_str("&quot;"),
            // Readers turn bare ones in attributes into blanks.
            '\n' if in_attribute => out.push_str("&#10;"),
            '\t' if in_attribute => out.push_str("&#9;"),
            c if xml_name::is_char(c) => out.push(c),
            _ => out.push('\u{FFFD}'),
        }
    }
}
