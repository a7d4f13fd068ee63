//! The dialect in the API document. It describes version 1.

mod contact;
mod operations;
mod parameters;
mod schemas;

use serde_json::{Map, Value, json};

use self::operations::{OPERATIONS, Operation};
use super::ROOT;
use crate::ops::openapi::{
    schema::reference,
    shared::{self, ErrorSchema},
    tags::{self, Tag},
};

pub(in crate::usercom) use self::schemas::schemas;

/// The responses to failed requests.
pub(in crate::usercom) static ERRORS: ErrorSchema = ErrorSchema {
    prefix: "Contact",
    other: "ContactOtherError",
    schema: "ContactError",
    content_types: &["application/json"],
    example: |_, _, text| json!({ "detail": text }),
};

/// The tags of the operations.
pub(in crate::usercom) const TAGS: &[Tag] = &[
    Tag {
        resource: "users",
        name: "User.com users",
        description: "All people of a domain, as User.com's users API has them. These operations describe version 1. With `Accept: */*; version=2`, `user_id` is `custom_id`, custom attributes are keys of the object, and lists have cursors.",
    },
    Tag {
        resource: "companies",
        name: "User.com companies",
        description: "Companies and their members. Their version 2 differs as that of users does.",
    },
    Tag {
        resource: "attributes",
        name: "User.com attributes",
        description: "Definitions of custom attributes.",
    },
    Tag { resource: "tags", name: "User.com tags", description: "Tags of users and companies." },
    Tag { resource: "lists", name: "User.com lists", description: "Static lists of users." },
    Tag {
        resource: "segments",
        name: "User.com segments",
        description: "Segments of users: the saved filters of the domain, which are read-only here.",
    },
    Tag {
        resource: "events",
        name: "User.com events",
        description: "Events and their occurrences.",
    },
];

/// Adds the operations to `paths`.
pub(in crate::usercom) fn add_paths(paths: &mut Map<String, Value>) {
    for described in OPERATIONS {
        let path = format!("{ROOT}{}", described.path);
        let mut operation = describe(described);
        if described.same_as.is_some() {
            operation["x-same-as"] = json!(path);
        }
        if let Some(by_id) = by_custom_id(&path) {
            let mut again = operation.clone();
            again["operationId"] = json!(format!("{}ByCustomId", described.name));
            again["x-same-as"] = json!(path);
            for parameter in again["parameters"].as_array_mut().into_iter().flatten() {
                if ["ContactId", "CompanyId"].map(shared::parameter).contains(parameter) {
                    *parameter = shared::parameter("CustomId");
                }
            }
            put(paths, by_id, described.method, again);
        }
        put(paths, path, described.method, operation);
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

fn describe(operation: &Operation) -> Value {
    let Operation { method, path, response, .. } = *operation;
    let mut responses = Map::new();
    let mut statuses = shared::error_statuses(method, path);
    statuses.extend(["404", "406"]);
    if !operation.request.is_empty() {
        statuses.extend(["413", "415"]);
    }
    shared::add_errors(&mut responses, &ERRORS, &statuses);
    if method == "get" {
        responses.insert("304".to_owned(), shared::not_modified());
    }
    let description = if operation.status == "201" { "Created." } else { "Success." };
    responses.insert(operation.status.to_owned(), success(description, response));
    if operation.name == "upsertContact" {
        responses.insert("201".to_owned(), success("Created.", response));
    }
    responses.sort_keys();
    let mut parameters = parameters::list(operation);
    parameters.extend(shared::conditional_headers(method, path));
    let mut described = json!({
        "operationId": operation.name,
        "summary": operation.summary,
        "tags": [tags::find(path.trim_start_matches('/'))],
        "parameters": parameters,
        "responses": responses,
        "security": tags::app_key_security(),
    });
    if !operation.description.is_empty() {
        described["description"] = operation.description.into();
    }
    if !operation.request.is_empty() {
        let body = json!({ "schema": reference(operation.request) });
        let forms = ["application/x-www-form-urlencoded", "multipart/form-data"];
        described["requestBody"] = json!({
            "required": true,
            "content": { "application/json": body, forms[0]: body, forms[1]: body },
        });
    }
    described
}

fn success(description: &str, schema: &str) -> Value {
    let mut response = json!({ "description": description });
    if !schema.is_empty() {
        response["content"] = json!({ "application/json": { "schema": reference(schema) } });
    }
    response
}
