//! Schemas that operations share.

use serde_json::{Map, Value, json};

use crate::commcare;

/// The schema called `name` among the components.
pub(crate) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Any text.
pub(crate) fn text() -> Value {
    json!({ "type": "string" })
}

/// A text, or none.
pub(crate) fn maybe_text() -> Value {
    json!({ "type": ["string", "null"] })
}

/// A list of texts.
pub(crate) fn texts() -> Value {
    json!({ "type": "array", "items": { "type": "string" } })
}

/// An object of these members, the `required` ones always there; more may be.
pub(crate) fn object(members: impl Into<Value>, required: &[&str]) -> Value {
    let members: Value = members.into();
    json!({ "type": "object", "properties": members, "required": required })
}

/// A page of things of this schema.
pub(crate) fn page(item: impl Into<Value>) -> Value {
    let item: Value = item.into();
    let members =
        json!({ "meta": reference("Meta"), "objects": { "type": "array", "items": item } });
    object(members, &["meta", "objects"])
}

/// Every schema that is referred to by name.
pub(super) fn components() -> Map<String, Value> {
    let mut components =
        Map::from_iter([("Error".to_owned(), error()), ("Meta".to_owned(), meta())]);
    components
        .extend(commcare::schemas().into_iter().map(|(name, schema)| (name.to_owned(), schema)));
    components
}

fn error() -> Value {
    let members = json!({
        "error": { "type": "string", "description": "What is wrong, for people." },
        "code": { "type": "string", "description": "What is wrong, for programs: never changes." },
        "field": { "type": "string", "description": "The field at fault." },
        "errors": { "type": "array", "description": "Each thing that is wrong, where there are several." },
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
