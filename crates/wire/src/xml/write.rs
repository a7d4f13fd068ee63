//! An XML writer with the output of tastypie.
//!
//! A `type` attribute marks values that are not text. A key `id` becomes an attribute of its
//! parent. Items of lists are `<value>` or `<object>`. A key that is not an XML name is omitted,
//! and a character that XML does not allow becomes U+FFFD, so the output is always well-formed.

use std::borrow::Cow;

use roster_model::JsonCow;
use serde_json::{Map, Value};

use super::name;

/// The XML declaration at the beginning of a document.
pub(crate) const DECLARATION: &str = "<?xml version='1.0' encoding='utf-8'?>\n";

/// Writes a document with the root element `root`. The children keep the order of the tree. The
/// items of a top-level list `objects` are `<object>` without a type.
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

/// Writes an element with any value.
pub(crate) fn write_value(out: &mut Vec<u8>, name: &str, value: &Value) {
    match value {
        Value::Object(map) => write_hash(out, name, pairs(map)),
        Value::Array(items) => write_items(out, name, Some("list"), items, false),
        scalar => write_scalar(out, name, scalar),
    }
}

/// Writes an element that is an object with these keys and values.
pub(crate) fn write_hash<'v>(
    out: &mut Vec<u8>,
    name: &str,
    pairs: impl Iterator<Item = (&'v str, JsonCow<'v>)> + Clone,
) {
    write_children(out, name, Some("hash"), pairs, |_| false);
}

/// Writes an object. The objects in its lists have no type if `bare_list` is true for the list's
/// key.
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
        .filter(|(key, _)| name::is_name(key))
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
        write_list_item(out, item, bare);
    }
    close(out, name);
}

/// Writes an item of a top-level list `objects`.
pub(crate) fn write_item(out: &mut Vec<u8>, item: &Value) {
    write_list_item(out, item, true);
}

fn write_list_item(out: &mut Vec<u8>, item: &Value, bare: bool) {
    match item {
        Value::Object(map) => {
            let kind = if bare { None } else { Some("hash") };
            write_children(out, "object", kind, pairs(map), |_| false);
        }
        Value::Array(items) => write_items(out, "objects", Some("list"), items, false),
        scalar => write_scalar(out, "value", scalar),
    }
}

/// Writes an element with text.
pub(crate) fn write_text(out: &mut Vec<u8>, name: &str, value: &str) {
    open(out, name, None);
    out.push(b'>');
    escape(out, value, false);
    close(out, name);
}

/// Writes an element that is a list of texts.
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

fn pairs(map: &Map<String, Value>) -> impl Iterator<Item = (&str, JsonCow<'_>)> + Clone {
    map.iter().map(|(key, value)| (key.as_str(), value.into()))
}

/// Returns the text of a value, or `None` for an object or a list.
fn scalar<'v>(value: &'v JsonCow<'_>) -> Option<Cow<'v, str>> {
    match value {
        JsonCow::Text(text) => Some(Cow::Borrowed(text)),
        JsonCow::Tree(tree) if tree.is_object() || tree.is_array() => None,
        JsonCow::Tree(tree) => Some(text(tree)),
    }
}

/// Returns the text of a scalar. Booleans have the spelling of Python.
fn text(value: &Value) -> Cow<'_, str> {
    match value {
        Value::Bool(true) => "True".into(),
        Value::Bool(false) => "False".into(),
        Value::Number(number) => number.to_string().into(),
        Value::String(text) => text.into(),
        _ => "".into(),
    }
}

/// Writes the beginning of an element without its `>`.
fn open(out: &mut Vec<u8>, name: &str, kind: Option<&str>) {
    out.push(b'<');
    put(out, name);
    if let Some(kind) = kind {
        put(out, " type=\"");
        put(out, kind);
        out.push(b'"');
    }
}

/// Writes the end of an element.
fn close(out: &mut Vec<u8>, name: &str) {
    put(out, "</");
    put(out, name);
    out.push(b'>');
}

/// Writes escaped text, between elements or in an attribute.
pub(crate) fn escape(out: &mut Vec<u8>, text: &str, in_attribute: bool) {
    let plain =
        |byte: u8| matches!(byte, b' '..=b'~') && !matches!(byte, b'&' | b'<' | b'>' | b'"');
    // Without an early exit the loop is vectorized, which is faster.
    if text.bytes().fold(true, |all, byte| all & plain(byte)) {
        put(out, text);
        return;
    }
    for c in text.chars() {
        match c {
            '&' => put(out, "&amp;"),
            '<' => put(out, "&lt;"),
            '>' => put(out, "&gt;"),
            // Parsers convert an unescaped one to a line feed.
            '\r' => put(out, "&#13;"),
            '"' if in_attribute => put(out, "&quot;"),
            // Parsers convert unescaped ones in attributes to spaces.
            '\n' if in_attribute => put(out, "&#10;"),
            '\t' if in_attribute => put(out, "&#9;"),
            c if name::is_char(c) => put(out, c.encode_utf8(&mut [0; 4])),
            _ => put(out, "\u{FFFD}"),
        }
    }
}

fn put(out: &mut Vec<u8>, text: &str) {
    out.extend_from_slice(text.as_bytes());
}
