//! What the API documentation says of the dialect.

use serde_json::{Map, Value, json};

use super::ROOT;
use crate::openapi::{
    schema::{maybe_text, object, reference},
    terms,
};

/// One operation a line: method, path, name, shape, status of success, and what it does. The shapes
/// are `page` (gives one), `object` (gives one), `exchange` (takes and gives an object), `order`
/// (takes an object, gives nothing) and `nothing` (neither).
const OPERATIONS: &str = include_str!("operations.txt");

/// Puts the dialect's operations into the document's `paths`.
pub(crate) fn add_to(paths: &mut Map<String, Value>) {
    for line in OPERATIONS.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [method, path, name, shape, status, ref summary @ ..] = words[..] else { continue };
        let mut operation = operation(method, path, shape);
        operation["operationId"] = json!(name);
        operation["summary"] = json!(summary.join(" "));
        operation["responses"][status] = done(shape);
        if name == "upsertContact" {
            operation["responses"]["201"] = done(shape);
        }
        paths.entry(format!("{ROOT}{path}")).or_insert_with(|| json!({}))[method] = operation;
    }
}

/// The schemas that those refer to.
pub(crate) fn schemas() -> Vec<(&'static str, Value)> {
    let page = json!({
        "count": { "type": "integer", "minimum": 0 },
        "next": maybe_text(),
        "previous": maybe_text(),
        "results": { "type": "array", "items": { "type": "object" } },
    });
    let detail = json!({
        "detail": { "type": "string" }, "code": { "type": "string" },
        "errors": { "type": "object" },
    });
    vec![
        ("ContactPage", object(page, &["count", "next", "previous", "results"])),
        ("ContactError", object(detail, &[])),
    ]
}

fn operation(method: &str, path: &str, shape: &str) -> Value {
    let mut responses = Map::new();
    for (status, told) in [
        ("400", "The request says something that cannot be."),
        ("401", "The key is missing or not known."),
        ("403", "The key may not do this."),
        ("404", "There is no such thing."),
        ("406", "The answer cannot be given in that form."),
        ("413", "The body is larger than 1 MiB."),
        ("415", "The body is of a type that is not read."),
        ("429", "Too many requests; `Retry-After` says when to come back."),
        ("503", "The directory cannot answer just now."),
    ] {
        responses.insert(status.to_owned(), answer(told, Some(reference("ContactError"))));
    }
    for (status, told) in terms::refusals(method) {
        responses.insert((*status).to_owned(), answer(told, Some(reference("ContactError"))));
    }
    if method == "get" {
        responses.insert("304".to_owned(), answer(terms::NOT_MODIFIED, None));
    }
    let mut parameters = parameters(path, shape);
    parameters.extend(terms::parameters(method, path));
    let mut operation = json!({
        "tags": ["User.com"],
        "parameters": parameters,
        "responses": responses,
        "security": [{ "token": [] }],
    });
    if matches!(shape, "exchange" | "order") {
        let body = json!({ "schema": { "type": "object" } });
        let forms = ["application/x-www-form-urlencoded", "multipart/form-data"];
        operation["requestBody"] = json!({
            "content": { "application/json": body, forms[0]: body, forms[1]: body },
        });
    }
    operation
}

fn done(shape: &str) -> Value {
    match shape {
        "page" => answer("A page.", Some(reference("ContactPage"))),
        "object" | "exchange" => answer("Done.", Some(json!({ "type": ["object", "array"] }))),
        _ => answer("Done.", None),
    }
}

fn answer(told: &str, schema: Option<Value>) -> Value {
    let mut answer = json!({ "description": told });
    if let Some(schema) = schema {
        answer["content"] = json!({ "application/json": { "schema": schema } });
    }
    answer
}

fn parameters(path: &str, shape: &str) -> Vec<Value> {
    let text = json!({ "type": "string", "minLength": 1 });
    let mut parameters = Vec::new();
    if path.contains("{id}") {
        parameters.push(json!({
            "name": "id", "in": "path", "required": true, "description": "Which.", "schema": text,
        }));
    }
    if shape == "page" {
        for (name, told) in [
            ("page", "The number of the page, from 1, or `last`."),
            ("cursor", "Where `next` points, taken from it unchanged."),
        ] {
            parameters.push(json!({
                "name": name, "in": "query", "required": false, "description": told, "schema": text,
            }));
        }
    }
    parameters
}
