//! Shared schemas.

use serde_json::{Map, Value, json};

use crate::dialect::DIALECTS;

/// A reference to the component `name`.
pub(crate) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// No store can hold U+0000.
const STORABLE: &str = "^[^\\u0000]*$";

/// Any text.
pub(crate) fn text() -> Value {
    json!({ "type": "string", "pattern": STORABLE })
}

/// Text or null.
pub(crate) fn maybe_text() -> Value {
    json!({ "type": ["string", "null"], "pattern": STORABLE })
}

/// A list of texts.
pub(crate) fn texts() -> Value {
    json!({ "type": "array", "items": text() })
}

/// A phone number to store: 1 to 20 digits, with separators.
pub(crate) fn phone() -> Value {
    json!({ "type": "string", "pattern": "^[ .()-]*\\+?[ .()-]*([0-9][ .()-]*){1,20}$" })
}

/// An e-mail address to store, or empty.
pub(crate) fn email() -> Value {
    let address = json!({ "type": "string", "format": "email", "maxLength": 254 });
    json!({ "anyOf": [address, { "type": "string", "maxLength": 0 }] })
}

/// A password to store.
pub(crate) fn password() -> Value {
    json!({
        "type": "string", "format": "password", "minLength": 1, "maxLength": 1024,
        "pattern": STORABLE,
    })
}

/// An instant to filter by, or empty.
pub(crate) fn instant() -> Value {
    let (date, at) = (json!({ "format": "date" }), json!({ "format": "date-time" }));
    json!({ "type": "string", "anyOf": [date, at, { "maxLength": 0 }] })
}

/// An object with these members; `required` ones are always present; more are allowed.
pub(crate) fn object(members: impl Into<Value>, required: &[&str]) -> Value {
    let members: Value = members.into();
    json!({ "type": "object", "properties": members, "required": required })
}

/// A page of objects of this schema.
pub(crate) fn page(item: impl Into<Value>) -> Value {
    let item: Value = item.into();
    let members =
        json!({ "meta": reference("Meta"), "objects": { "type": "array", "items": item } });
    object(members, &["meta", "objects"])
}

/// Every named schema.
pub(super) fn components() -> Map<String, Value> {
    let mut components =
        Map::from_iter([("Error".to_owned(), error()), ("Meta".to_owned(), meta())]);
    for openapi in DIALECTS.into_iter().filter_map(|dialect| dialect.openapi.as_ref()) {
        let schemas = (openapi.schemas)().into_iter();
        components.extend(schemas.map(|(name, schema)| (name.to_owned(), schema)));
    }
    components
}

fn error() -> Value {
    let members = json!({
        "error": { "type": "string", "description": "The problem, as text for people." },
        "code": { "type": "string", "description": "The problem, as a stable code for programs." },
        "field": { "type": "string", "description": "The invalid field." },
        "errors": { "type": "array", "description": "All errors, if there are several." },
    });
    object(members, &["error", "code"])
}

fn meta() -> Value {
    let count = json!({ "type": "integer", "minimum": 0 });
    let members = json!({
        "limit": count, "offset": count, "total_count": count,
        "next": maybe_text(), "previous": maybe_text(),
    });
    object(members, &["limit", "next", "offset", "previous", "total_count"])
}
