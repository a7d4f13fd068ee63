//! Schemas as rows of a page.

use serde_json::Value;

use super::{markdown, text};
use crate::ops::openapi;

/// The depth down to which properties are shown.
const MAX_DEPTH: usize = 3;

/// A property.
pub(super) struct Row {
    pub(super) depth: usize,
    pub(super) name: String,
    pub(super) kind: String,
    pub(super) required: bool,
    pub(super) description: String,
}

/// The properties of a schema, each followed by those below it.
pub(super) fn rows(schema: &Value) -> Vec<Row> {
    let mut rows = Vec::new();
    add_rows(schema, 0, &mut rows);
    rows
}

fn add_rows(schema: &Value, depth: usize, rows: &mut Vec<Row>) {
    let schema = items_of(schema);
    let is_required = |name: &str| {
        schema["required"].as_array().is_some_and(|names| names.iter().any(|known| known == name))
    };
    for (name, property) in schema["properties"].as_object().into_iter().flatten() {
        let own = text(&property["description"]);
        let description =
            if own.is_empty() { text(&resolve(property)["description"]) } else { own };
        rows.push(Row {
            depth,
            name: name.clone(),
            kind: kind(property),
            required: is_required(name),
            description: markdown::inline(description),
        });
        if depth < MAX_DEPTH {
            add_rows(property, depth + 1, rows);
        }
    }
}

/// What a value is, in words: `string or null`, `array of User`.
pub(super) fn kind(schema: &Value) -> String {
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return name.to_owned();
    }
    for alternatives in [&schema["anyOf"], &schema["oneOf"]] {
        if let Some(several) = alternatives.as_array() {
            return several.iter().map(kind).collect::<Vec<_>>().join(" or ");
        }
    }
    if let Some(choices) = schema["enum"].as_array() {
        return choices.iter().map(text).collect::<Vec<_>>().join(" or ");
    }
    let named = |name: &str| match name {
        "array" => format!("array of {}", kind(&schema["items"])),
        name => name.to_owned(),
    };
    match &schema["type"] {
        Value::Array(types) => {
            types.iter().map(|name| named(text(name))).collect::<Vec<_>>().join(" or ")
        }
        one => named(one.as_str().unwrap_or("any")),
    }
}

/// The schema of an object, or of the objects in a list or of the first alternative.
fn items_of(schema: &Value) -> &Value {
    let schema = resolve(schema);
    if schema["items"].is_object() {
        return items_of(&schema["items"]);
    }
    for alternatives in [&schema["anyOf"], &schema["oneOf"]] {
        if let Some(first) = alternatives.get(0) {
            return items_of(first);
        }
    }
    schema
}

/// Follows a reference.
pub(super) fn resolve(value: &Value) -> &Value {
    let target = value["$ref"]
        .as_str()
        .and_then(|path| openapi::WHOLE.pointer(path.trim_start_matches('#')));
    target.unwrap_or(value)
}
