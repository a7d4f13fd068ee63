//! The dialect in the API document.

mod schemas;

use serde_json::{Map, Value, json};

use self::schemas::FILTERS;
use super::ROOT;
use crate::ops::openapi::{
    conditional_headers,
    schema::{maybe_text, object, reference},
};

/// One operation per line: method, path, operation ID, shape, status of success, and summary. The
/// shapes are `page` (returns a page), `people` (a page of users, with filters), `search`, `object`
/// (returns an object), `exchange` (takes and returns an object), `order` (takes an object) and
/// `nothing` (neither). After a colon follows the schema of the request body.
const OPERATIONS: &str = include_str!("operations.txt");

/// Adds the operations to `paths`.
pub(in crate::usercom) fn add_paths(paths: &mut Map<String, Value>) {
    for line in OPERATIONS.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [method, path, name, shape, status, ref summary @ ..] = words[..] else { continue };
        let (shape, takes) = shape.split_once(':').unwrap_or((shape, ""));
        let mut operation = operation(method, path, shape, takes);
        operation["operationId"] = json!(name);
        operation["summary"] = json!(summary.join(" "));
        if status != "404" {
            operation["responses"][status] = success(shape);
        }
        if name == "upsertContact" {
            operation["responses"]["201"] = success(shape);
        }
        let path = format!("{ROOT}{path}");
        if let Some(by_id) = by_custom_id(&path) {
            let mut again = operation.clone();
            again["operationId"] = json!(format!("{name}ByCustomId"));
            again["x-same-as"] = json!(path);
            put(paths, by_id, method, again);
        }
        put(paths, path, method, operation);
    }
}

/// The path of the same operation by custom ID.
fn by_custom_id(path: &str) -> Option<String> {
    let below = |resource: &str| {
        let rest = path.strip_prefix(&format!("{ROOT}/{resource}/"))?;
        let named = ["{id}/", "search/", "mass_update"].iter().any(|own| rest.starts_with(own));
        named.then(|| format!("{ROOT}/{resource}-by-id/{rest}"))
    };
    below("users").or_else(|| below("companies"))
}

fn put(paths: &mut Map<String, Value>, path: String, method: &str, operation: Value) {
    paths.entry(path).or_insert_with(|| json!({}))[method] = operation;
}

/// The schemas that the operations refer to.
pub(in crate::usercom) fn schemas() -> Vec<(&'static str, Value)> {
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
    let given = [
        ("ContactPage", object(page, &["count", "next", "previous", "results"])),
        ("ContactError", object(detail, &[])),
    ];
    given.into_iter().chain(schemas::schemas()).collect()
}

fn operation(method: &str, path: &str, shape: &str, takes: &str) -> Value {
    let mut responses = Map::new();
    for (status, description) in [
        ("400", "The request has invalid values."),
        ("401", "The key is missing or unknown."),
        ("403", "The key does not have this permission."),
        ("404", "The resource does not exist."),
        ("406", "The response is not available in that media type."),
        ("413", "The body is larger than 1 MiB."),
        ("415", "The content type of the body is not supported."),
        ("429", "Too many requests. `Retry-After` is the number of seconds to wait."),
        ("503", "The server is temporarily unavailable."),
    ] {
        responses.insert(status.to_owned(), answer(description, Some(reference("ContactError"))));
    }
    for (status, description) in conditional_headers::errors(method) {
        responses
            .insert((*status).to_owned(), answer(description, Some(reference("ContactError"))));
    }
    if method == "get" {
        responses.insert("304".to_owned(), answer(conditional_headers::NOT_MODIFIED, None));
    }
    let mut parameters = parameters(path, shape);
    parameters.extend(conditional_headers::parameters(method, path));
    let mut operation = json!({
        "tags": ["User.com"],
        "parameters": parameters,
        "responses": responses,
        "security": [{ "token": [] }],
    });
    if matches!(shape, "exchange" | "order") {
        let body = json!({ "schema": reference(takes) });
        let forms = ["application/x-www-form-urlencoded", "multipart/form-data"];
        operation["requestBody"] = json!({
            "content": { "application/json": body, forms[0]: body, forms[1]: body },
        });
    }
    operation
}

fn success(shape: &str) -> Value {
    match shape {
        "page" | "people" => answer("A page.", Some(reference("ContactPage"))),
        "object" | "search" | "exchange" => {
            answer("Success.", Some(json!({ "type": ["object", "array"] })))
        }
        _ => answer("Success.", None),
    }
}

fn answer(description: &str, schema: Option<Value>) -> Value {
    let mut answer = json!({ "description": description });
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
            "name": "id", "in": "path", "required": true, "description": "The ID.", "schema": text,
        }));
    }
    let mut query = |name: &str, description: &str| {
        parameters.push(json!({
            "name": name, "in": "query", "required": false, "description": description, "schema": text,
        }));
    };
    if matches!(shape, "people" | "search") {
        for (name, description) in FILTERS {
            query(name, description);
        }
    }
    if shape == "search" {
        query("many", "`true`: return all users found, as a list.");
    }
    if matches!(shape, "page" | "people" | "search") {
        query("page", "The page number, from 1, or `last`.");
        query("page_size", "The page size, up to 100.");
        query("cursor", "The cursor from `next`, unchanged.");
    }
    parameters
}
