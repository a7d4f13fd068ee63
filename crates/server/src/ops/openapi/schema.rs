//! Builders of schemas. Each resource declares its schemas once; operations refer to them.

use serde_json::{Map, Value, json};

use crate::dialect::OpenApi;

/// A property of an object. Every property has a type, a description and an example.
pub(crate) type Property = (&'static str, Value);

/// A reference to the schema `name`.
pub(crate) fn reference(name: &str) -> Value {
    json!({ "$ref": format!("#/components/schemas/{name}") })
}

/// Declares a property. The examples of objects and operations consist of those of their properties.
pub(crate) fn property(
    name: &'static str,
    mut schema: Value,
    description: &str,
    example: impl Into<Value>,
) -> Property {
    schema["description"] = description.into();
    schema["examples"] = Value::Array(vec![example.into()]);
    (name, schema)
}

/// Declares a property with an object, or a list of objects, that has examples of its own.
pub(crate) fn nested(name: &'static str, mut schema: Value, description: &str) -> Property {
    schema["description"] = description.into();
    (name, schema)
}

/// An object with these properties. The `required` ones are always present; more are allowed.
pub(crate) fn object(
    description: &str,
    properties: impl IntoIterator<Item = Property>,
    required: &[&str],
) -> Value {
    let properties: Map<String, Value> =
        properties.into_iter().map(|(name, schema)| (name.to_owned(), schema)).collect();
    debug_assert!(required.iter().all(|name| properties.contains_key(*name)), "{required:?}");
    let mut object =
        json!({ "type": "object", "description": description, "properties": properties });
    if !required.is_empty() {
        object["required"] = required.into();
    }
    object
}

/// The same schema with an example of its own, for example that of a published page.
pub(crate) fn with_example(mut schema: Value, example: Value) -> Value {
    schema["examples"] = Value::Array(vec![example]);
    schema
}

/// No store can hold U+0000.
pub(super) const STORABLE: &str = "^[^\\u0000]*$";

/// Any text in a response.
pub(crate) fn string() -> Value {
    json!({ "type": "string" })
}

/// Any text or null in a response.
pub(crate) fn maybe_string() -> Value {
    json!({ "type": ["string", "null"] })
}

/// A text to store.
pub(crate) fn text() -> Value {
    json!({ "type": "string", "pattern": STORABLE })
}

/// A text to store, or null.
pub(crate) fn maybe_text() -> Value {
    json!({ "type": ["string", "null"], "pattern": STORABLE })
}

/// One of these texts.
pub(crate) fn one_of(choices: &[&str]) -> Value {
    json!({ "type": "string", "enum": choices })
}

/// A boolean.
pub(crate) fn flag() -> Value {
    json!({ "type": "boolean" })
}

/// A whole number.
pub(crate) fn integer() -> Value {
    json!({ "type": "integer" })
}

/// A whole number or null.
pub(crate) fn maybe_integer() -> Value {
    json!({ "type": ["integer", "null"] })
}

/// A number of items.
pub(crate) fn count() -> Value {
    json!({ "type": "integer", "minimum": 0 })
}

/// An instant in a response.
pub(crate) fn instant() -> Value {
    json!({ "type": "string", "format": "date-time" })
}

/// An instant in a response, or null.
pub(crate) fn maybe_instant() -> Value {
    json!({ "type": ["string", "null"], "format": "date-time" })
}

/// An array of items of this schema.
pub(crate) fn list(items: impl Into<Value>) -> Value {
    let items: Value = items.into();
    json!({ "type": "array", "items": items })
}

/// An object with any members.
pub(crate) fn free_form() -> Value {
    json!({ "type": "object", "additionalProperties": true })
}

/// Any JSON value.
pub(crate) fn any() -> Value {
    reference("AnyValue")
}

/// A phone number to store: 1 to 20 digits, with separators.
pub(crate) fn phone() -> Value {
    json!({ "type": "string", "pattern": "^[ .()-]*\\+?[ .()-]*([0-9][ .()-]*){1,20}$" })
}

/// A password to store.
pub(crate) fn password() -> Value {
    json!({
        "type": "string", "format": "password", "minLength": 1, "maxLength": 1024,
        "pattern": STORABLE,
    })
}

/// A page of the CommCare dialect with objects of this schema.
pub(crate) fn page(item: &str) -> Value {
    object(
        "One page of a list.",
        [
            ("meta", reference("Meta")),
            nested("objects", list(reference(item)), "The items of the page."),
        ],
        &["meta", "objects"],
    )
}

/// Every named schema.
pub(super) fn components() -> Map<String, Value> {
    let shared = [
        ("AnyValue", any_value()),
        ("Error", error()),
        ("ErrorDetail", error_detail()),
        ("Meta", meta()),
    ];
    shared
        .into_iter()
        .chain(OpenApi::all().flat_map(|openapi| (openapi.schemas)()))
        .map(|(name, schema)| (name.to_owned(), schema))
        .collect()
}

fn any_value() -> Value {
    json!({ "description": "Any JSON value.", "examples": ["north"] })
}

fn error() -> Value {
    let properties = [
        property(
            "error",
            string(),
            "The problem, as text for people.",
            "The username must be unique in the project.",
        ),
        property("code", string(), "The problem, as a stable code for programs.", "username_taken"),
        property("field", string(), "The invalid field.", "username"),
        nested(
            "errors",
            list(reference("ErrorDetail")),
            "The errors, if there are several: the first 20.",
        ),
        property("error_count", count(), "The number of all errors, if there are more.", 21),
    ];
    let example = json!({
        "error": "Username 'jdoe@example.commcarehq.org' is already taken or reserved.",
        "code": "username_taken",
        "field": "username",
    });
    with_example(
        object("The response to a request that failed.", properties, &["error", "code"]),
        example,
    )
}

fn error_detail() -> Value {
    let properties = [
        property("field", string(), "The invalid field.", "username"),
        property("code", string(), "The problem, as a stable code for programs.", "required"),
        property(
            "message",
            string(),
            "The problem, as text for people.",
            "This field is required.",
        ),
        property("index", count(), "The position of the item in a list.", 0),
    ];
    object("One of several errors.", properties, &["field", "code", "message"])
}

fn meta() -> Value {
    let properties = [
        property("limit", count(), "The page size.", 2),
        property(
            "next",
            maybe_string(),
            "Path and query of the next page; null on the last one.",
            Value::Null,
        ),
        property("offset", count(), "The number of items before the page.", 0),
        property(
            "previous",
            maybe_string(),
            "Path and query of the previous page; null on the first one.",
            Value::Null,
        ),
        property("total_count", count(), "The number of items on all pages.", 29),
    ];
    object(
        "The position of a page in its list.",
        properties,
        &["limit", "next", "offset", "previous", "total_count"],
    )
}
