//! XML bytes, in the shape that the live service gives to objects.
//!
//! `type` attributes tell what is no text; an `id` among the children becomes an attribute of its
//! parent; list items are `<value>`, objects in lists `<object>`. A key that cannot be an element's
//! name is left out, and a character that XML cannot hold becomes U+FFFD, so that what is written
//! can always be read.

use std::borrow::Cow;

use roster_model::JsonCow;
use serde_json::{Map, Value};

use crate::xml_name;

/// What a document begins with.
pub(crate) const DECLARATION: &str = "<?xml version='1.0' encoding='utf-8'?>\n";

/// `value` as a document whose root element is `root`. The children stand in the order of the tree;
/// the members of a top-level list named `objects` are `<object>` without a type.
pub fn write_tree(root: &str, value: &Value) -> Vec<u8> {
    let mut out = Vec::with_capacity(1024);
    put(&mut out, DECLARATION);
    match value {
        Value::Object(map) => {
            let untyped = |key: &str| key == "objects";
            write_children(&mut out, root, None, pairs(map), untyped);
        }
        Value::Array(items) => write_items(&mut out, root, None, items, false),
        scalar => write_scalar(&mut out, root, scalar),
    }
    out
}

/// An element that holds a value.
pub(crate) fn write_value(out: &mut Vec<u8>, name: &str, value: &Value) {
    match value {
        Value::Object(map) => write_hash(out, name, pairs(map)),
        Value::Array(items) => write_items(out, name, Some("list"), items, false),
        scalar => write_scalar(out, name, scalar),
    }
}

/// An element that holds an object of these keys and values.
pub(crate) fn write_hash<'v>(
    out: &mut Vec<u8>,
    name: &str,
    pairs: impl Iterator<Item = (&'v str, JsonCow<'v>)> + Clone,
) {
    write_children(out, name, Some("hash"), pairs, |_| false);
}

/// An object; of its lists, those that `bare_list` names hold objects without a type.
fn write_children<'v>(
    out: &mut Vec<u8>,
    name: &str,
    kind: Option<&str>,
    pairs: impl Iterator<Item = (&'v str, JsonCow<'v>)> + Clone,
    bare_list: impl Fn(&str) -> bool,
) {
    let is_id = |key: &str, value: &JsonCow<'_>| key == "id" && scalar(value).is_some();
    let id = pairs.clone().find(|(key, value)| is_id(key, value));
    open(out, name, kind);
    if let Some(id) = id.as_ref().and_then(|(_, value)| scalar(value)) {
        put(out, " id=\"");
        escape(out, &id, true);
        out.push(b'"');
    }
    let mut children = pairs
        .filter(|(key, value)| !is_id(key, value))
        .map(|(key, value)| (key.trim(), value))
        .filter(|(key, _)| xml_name::is_name(key))
        .peekable();
    if children.peek().is_none() {
        put(out, "/>");
        return;
    }
    out.push(b'>');
    for (key, value) in children {
        match &value {
            JsonCow::Text(text) => write_text(out, key, text),
            JsonCow::Tree(tree) => match &**tree {
                Value::Array(items) if bare_list(key) => {
                    write_items(out, key, Some("list"), items, true);
                }
                value => write_value(out, key, value),
            },
        }
    }
    close(out, name);
}

fn write_items(out: &mut Vec<u8>, name: &str, kind: Option<&str>, items: &[Value], bare: bool) {
    open(out, name, kind);
    if items.is_empty() {
        put(out, "/>");
        return;
    }
    out.push(b'>');
    for item in items {
        match item {
            Value::Object(map) => {
                let kind = if bare { None } else { Some("hash") };
                write_children(out, "object", kind, pairs(map), |_| false);
            }
            Value::Array(items) => write_items(out, "objects", Some("list"), items, false),
            scalar => write_scalar(out, "value", scalar),
        }
    }
    close(out, name);
}

/// An element that holds a text.
pub(crate) fn write_text(out: &mut Vec<u8>, name: &str, value: &str) {
    open(out, name, None);
    out.push(b'>');
    escape(out, value, false);
    close(out, name);
}

/// A list of texts.
pub(crate) fn write_texts(out: &mut Vec<u8>, name: &str, texts: &[Cow<'_, str>]) {
    open(out, name, Some("list"));
    if texts.is_empty() {
        put(out, "/>");
        return;
    }
    out.push(b'>');
    for text in texts {
        write_text(out, "value", text);
    }
    close(out, name);
}

fn write_scalar(out: &mut Vec<u8>, name: &str, value: &Value) {
    let kind = match value {
        Value::Null => Some("null"),
        Value::Bool(_) => Some("boolean"),
        Value::Number(number) if number.is_f64() => Some("float"),
        Value::Number(_) => Some("integer"),
        _ => None,
    };
    open(out, name, kind);
    if value.is_null() {
        put(out, "/>");
        return;
    }
    out.push(b'>');
    escape(out, &text(value), false);
    close(out, name);
}

/// The keys and values of a map.
fn pairs(map: &Map<String, Value>) -> impl Iterator<Item = (&str, JsonCow<'_>)> + Clone {
    map.iter().map(|(key, value)| (key.as_str(), value.into()))
}

/// A value as text, if it is neither object nor list.
fn scalar<'v>(value: &'v JsonCow<'_>) -> Option<Cow<'v, str>> {
    match value {
        JsonCow::Text(text) => Some(Cow::Borrowed(text)),
        JsonCow::Tree(tree) if tree.is_object() || tree.is_array() => None,
        JsonCow::Tree(tree) => Some(text(tree)),
    }
}

/// A scalar as text, in Python's spelling.
fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Number(number) => number.to_string().into(),
        Value::String(text) => text.into(),
        _ => "".into(),
    }
}

/// The beginning of an element, up to its `>`.
fn open(out: &mut Vec<u8>, name: &str, kind: Option<&str>) {
    out.push(b'<');
    put(out, name);
    if let Some(kind) = kind {
        put(out, " type=\"");
        put(out, kind);
        out.push(b'"');
    }
}

/// The end of an element.
fn close(out: &mut Vec<u8>, name: &str) {
    put(out, "</");
    put(out, name);
    out.push(b'>');
}

/// A text, as it stands between elements or in an attribute.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str, in_attribute: bool) {
    let plain =
        |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'&' | b'<' | b'>' | b'"');
    // All of it is looked at, which takes less time than to look for the first.
    if text.bytes().fold(true, |all, byte| all & plain(byte)) {
        put(out, text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => put(out, "&amp;"),
            '<' => put(out, "&lt;"),
            '>' => put(out, "&gt;"),
            // Readers turn a bare one into a line feed.
            '\r' => put(out, "&#13;"),
            '"' if in_attribute => put(out, "&quot;"),
            // Readers turn bare ones in attributes into blanks.
            '\n' if in_attribute => put(out, "&#10;"),
            '\t' if in_attribute => put(out, "&#9;"),
            c if xml_name::is_char(c) => put(out, c.encode_utf8(&mut [0; 4])),
            _ => put(out, "\u{FFFD}"),
        }
    }
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}
