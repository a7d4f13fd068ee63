//! What the API documentation says of the dialect.

use serde_json::{Map, Value, json};

use super::{
    ROOT,
    bodies::{self, FILTERS},
};
use crate::openapi::{
    schema::{maybe_text, object, reference},
    terms,
};

/// One operation a line: method, path, name, shape, status of success, and what it does. The shapes
/// are `page` (gives one), `people` (a page of users, which can be filtered), `search`, `object`
/// (gives one), `exchange` (takes and gives an object), `order` (takes an object, gives nothing) and
/// `nothing` (neither); behind a colon stands the schema of what it takes.
const OPERATIONS: &str = include_str!("operations.txt");

/// Puts the dialect's operations into the document's `paths`.
pub(crate) fn add_to(paths: &mut Map<String, Value>) {
    for line in OPERATIONS.lines() {
        let words: Vec<&str> = line.split_whitespace().collect();
        let [method, path, name, shape, status, ref summary @ ..] = words[..] else { continue };
        let (shape, takes) = shape.split_once(':').unwrap_or((shape, ""));
        let mut operation = operation(method, path, shape, takes);
        operation["operationId"] = json!(name);
        operation["summary"] = json!(summary.join(" "));
        if status != "404" {
            operation["responses"][status] = done(shape);
        }
        if name == "upsertContact" {
            operation["responses"]["201"] = done(shape);
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

/// The address at which the same is done to those whom the client names by its own identities.
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
    let given = [
        ("ContactPage", object(page, &["count", "next", "previous", "results"])),
        ("ContactError", object(detail, &[])),
    ];
    given.into_iter().chain(bodies::schemas()).collect()
}

fn operation(method: &str, path: &str, shape: &str, takes: &str) -> Value {
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
        let body = json!({ "schema": reference(takes) });
        let forms = ["application/x-www-form-urlencoded", "multipart/form-data"];
        operation["requestBody"] = json!({
            "content": { "application/json": body, forms[0]: body, forms[1]: body },
        });
    }
    operation
}

fn done(shape: &str) -> Value {
    match shape {
        "page" | "people" => answer("A page.", Some(reference("ContactPage"))),
        "object" | "search" | "exchange" => {
            answer("Done.", Some(json!({ "type": ["object", "array"] })))
        }
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
    let mut query = |name: &str, told: &str| {
        parameters.push(json!({
            "name": name, "in": "query", "required": false, "description": told, "schema": text,
        }));
    };
    if matches!(shape, "people" | "search") {
        for (name, told) in FILTERS {
            query(name, told);
        }
    }
    if shape == "search" {
        query("many", "`true`: all who are found, as a list.");
    }
    if matches!(shape, "page" | "people" | "search") {
        query("page", "The number of the page, from 1, or `last`.");
        query("page_size", "At most so many, up to 100.");
        query("cursor", "Where `next` points, taken from it unchanged.");
    }
    parameters
}
