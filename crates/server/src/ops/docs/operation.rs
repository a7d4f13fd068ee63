//! The page of one operation.

use std::collections::HashMap;

use askama::Template;
use serde_json::Value;

use super::{
    Described, markdown,
    samples::{self, Sample},
    schema::{self, Row, resolve},
    text,
};
use crate::ops::openapi::WHOLE;

/// An operation of the document.
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    pub(super) value: &'static Value,
}

/// Every operation but the aliases.
pub(super) fn all() -> impl Iterator<Item = Operation> {
    every().filter(|operation| !operation.value["x-same-as"].is_string())
}

fn every() -> impl Iterator<Item = Operation> {
    let paths = WHOLE["paths"].as_object().into_iter().flatten();
    paths.flat_map(|(path, item)| {
        let operations = item.as_object().into_iter().flatten();
        operations.map(move |(method, value)| Operation { method, path, value })
    })
}

#[derive(Template)]
#[template(path = "docs/operation.html")]
struct Page {
    version: &'static str,
    tag: &'static str,
    tag_anchor: String,
    summary: &'static str,
    method: &'static str,
    path: &'static str,
    description: String,
    superseded_by: &'static str,
    aliases: Vec<&'static str>,
    samples: Vec<Sample>,
    /// The scheme of the header `Authorization`; empty for public pages.
    scheme: &'static str,
    content_type: String,
    parameters: Vec<Parameter>,
    body_example: String,
    bodies: Vec<Body>,
    errors: Vec<Described>,
}

/// A parameter of an operation.
pub(super) struct Parameter {
    pub(super) name: String,
    /// `path`, `query` or `header`.
    pub(super) place: String,
    pub(super) kind: String,
    pub(super) required: bool,
    pub(super) description: String,
    pub(super) example: String,
}

/// The body of a request or response.
struct Body {
    title: String,
    anchor: &'static str,
    description: String,
    content_type: String,
    example: String,
    rows: Vec<Row>,
}

/// The pages of all operations, by operation ID.
pub(super) fn pages() -> HashMap<String, String> {
    let mut aliases: HashMap<(&str, &str), Vec<&'static str>> = HashMap::new();
    for operation in every() {
        if let Some(main) = operation.value["x-same-as"].as_str()
            && main != operation.path
        {
            aliases.entry((operation.method, main)).or_default().push(operation.path);
        }
    }
    let render = |operation: Operation| {
        let aliases = aliases.remove(&(operation.method, operation.path)).unwrap_or_default();
        let id = text(&operation.value["operationId"]).to_owned();
        (id, page(&operation, aliases).render().unwrap_or_default())
    };
    all().map(render).collect()
}

fn page(operation: &Operation, aliases: Vec<&'static str>) -> Page {
    let Operation { method, path, value } = *operation;
    let parameters: Vec<Parameter> =
        value["parameters"].as_array().into_iter().flatten().map(parameter).collect();
    let (content_type, content) = first_content(&value["requestBody"]);
    let body_example = pretty(&content["example"]);
    let scheme = match &value["security"][0] {
        security if security["token"].is_array() => "Token",
        security if security.is_object() => "Bearer",
        _ => "",
    };
    let mut bodies = Vec::new();
    if value["requestBody"].is_object() {
        let description = text(&resolve(&content["schema"])["description"]);
        bodies.push(body("Body", "body", description, &value["requestBody"]));
    }
    let mut errors = Vec::new();
    for (status, response) in value["responses"].as_object().into_iter().flatten() {
        let response = resolve(response);
        if status.starts_with('2') {
            let title = format!("Response {status}");
            bodies.push(body(&title, "response", text(&response["description"]), response));
        } else {
            let description = markdown::inline(text(&response["description"]));
            errors.push(Described { name: status.clone(), description });
        }
    }
    errors.sort_by(|a, b| a.name.cmp(&b.name));
    let tag = text(&value["tags"][0]);
    Page {
        version: env!("CARGO_PKG_VERSION"),
        tag,
        tag_anchor: markdown::slug(tag),
        summary: text(&value["summary"]),
        method,
        path,
        description: markdown::render(text(&value["description"])),
        superseded_by: text(&value["x-superseded-by"]),
        aliases,
        samples: samples::all(&samples::Request {
            method,
            path: samples::filled(path, &parameters),
            scheme,
            content_type: &content_type,
            body: &content["example"],
        }),
        scheme,
        content_type,
        parameters,
        body_example,
        bodies,
        errors,
    }
}

fn parameter(value: &Value) -> Parameter {
    let value = resolve(value);
    Parameter {
        name: text(&value["name"]).to_owned(),
        place: text(&value["in"]).to_owned(),
        kind: schema::kind(&value["schema"]),
        required: value["required"] == true,
        description: markdown::inline(text(&value["description"])),
        example: text(&value["example"]).to_owned(),
    }
}

fn body(title: &str, anchor: &'static str, description: &str, value: &Value) -> Body {
    let (content_type, content) = first_content(value);
    Body {
        title: title.to_owned(),
        anchor,
        description: markdown::inline(description),
        content_type,
        example: pretty(&content["example"]),
        rows: schema::rows(&content["schema"]),
    }
}

/// The first content type of a body, with its description.
fn first_content(body: &Value) -> (String, &Value) {
    let first = body["content"].as_object().and_then(|content| content.iter().next());
    first.map_or((String::new(), &Value::Null), |(name, content)| (name.clone(), content))
}

fn pretty(example: &Value) -> String {
    match example {
        Value::Null => String::new(),
        Value::String(text) => text.clone(),
        example => format!("{example:#}"),
    }
}
