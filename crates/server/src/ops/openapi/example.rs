//! Examples of requests and responses, composed of the examples of schemas.

use serde_json::{Map, Value, json};

/// The depth at which nested objects are left out.
const MAX_DEPTH: usize = 6;

/// Adds an example to every JSON body in `paths` and in the shared responses, and removes those of the
/// schemas, which are then redundant.
pub(super) fn add_to(document: &mut Value) {
    let schemas = document["components"]["schemas"].take();
    let operations = document["paths"].as_object_mut().into_iter().flatten();
    for (_, item) in operations {
        for (_, operation) in item.as_object_mut().into_iter().flatten() {
            add_to_content(&mut operation["requestBody"]["content"], &schemas);
            if operation["requestBody"]["content"].is_null()
                && let Some(operation) = operation.as_object_mut()
            {
                operation.shift_remove("requestBody");
            }
            add_to_responses(&mut operation["responses"], &schemas);
        }
    }
    add_to_responses(&mut document["components"]["responses"], &schemas);
    document["components"]["schemas"] = schemas;
}

fn add_to_responses(responses: &mut Value, schemas: &Value) {
    for (_, response) in responses.as_object_mut().into_iter().flatten() {
        if let Some(content) = response.get_mut("content") {
            add_to_content(content, schemas);
        }
    }
}

fn add_to_content(content: &mut Value, schemas: &Value) {
    for (media_type, body) in content.as_object_mut().into_iter().flatten() {
        if media_type.ends_with("json") && body["example"].is_null() {
            body["example"] = value(&body["schema"], schemas);
        }
    }
}

/// The example of a schema: its own, else one that is composed of those of its parts.
fn value(schema: &Value, schemas: &Value) -> Value {
    compose(schema, schemas, 0)
}

fn compose(schema: &Value, schemas: &Value, depth: usize) -> Value {
    if let Some(own) = schema["examples"].get(0) {
        return own.clone();
    }
    if let Some(name) = schema["$ref"].as_str().and_then(|path| path.rsplit('/').next()) {
        return compose(&schemas[name], schemas, depth);
    }
    if let Some(first) = schema["anyOf"].get(0).or_else(|| schema["oneOf"].get(0)) {
        return compose(first, schemas, depth);
    }
    if let Some(first) = schema["enum"].get(0) {
        return first.clone();
    }
    match schema["type"].as_str().or_else(|| schema["type"][0].as_str()) {
        _ if depth > MAX_DEPTH => Value::Null,
        Some("object") => {
            let properties = schema["properties"].as_object().into_iter().flatten();
            let members = properties
                .map(|(name, schema)| (name.clone(), compose(schema, schemas, depth + 1)));
            Value::Object(members.collect::<Map<_, _>>())
        }
        Some("array") => json!([compose(&schema["items"], schemas, depth + 1)]),
        Some("integer" | "number") => json!(1),
        Some("boolean") => json!(true),
        Some("string") => json!("text"),
        _ => Value::Null,
    }
}
