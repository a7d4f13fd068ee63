//! The API document of the dialect. The bodies are described by the `Schemas` resource; here they are
//! described as far as a reader of the document needs it.

use serde_json::{Map, Value, json};

use super::ROOT;
use crate::ops::openapi::{
    conditional_headers,
    schema::{object, reference, text},
};

const CONTENT_TYPE: &str = "application/scim+json";

/// An operation: method, path below the root, operation ID, summary, status of success, and the
/// schemas of the body and of the response.
type Operation = (
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    &'static str,
    Option<&'static str>,
    Option<&'static str>,
);

const OPERATIONS: [Operation; 21] = [
    ("get", "", "listScimResources", "List users and groups", "200", None, Some("ScimList")),
    (
        "post",
        "/.search",
        "searchScimResources",
        "Search users and groups",
        "200",
        Some("ScimSearch"),
        Some("ScimList"),
    ),
    ("get", "/Users", "listScimUsers", "List users", "200", None, Some("ScimList")),
    (
        "post",
        "/Users",
        "createScimUser",
        "Create a user; one that SCIM deleted exists again",
        "201",
        Some("ScimUserData"),
        Some("ScimUser"),
    ),
    (
        "post",
        "/Users/.search",
        "searchScimUsers",
        "Search users",
        "200",
        Some("ScimSearch"),
        Some("ScimList"),
    ),
    ("get", "/Users/{id}", "getScimUser", "Show a user", "200", None, Some("ScimUser")),
    (
        "put",
        "/Users/{id}",
        "replaceScimUser",
        "Replace a user",
        "200",
        Some("ScimUserData"),
        Some("ScimUser"),
    ),
    (
        "patch",
        "/Users/{id}",
        "patchScimUser",
        "Change a user",
        "200",
        Some("ScimPatch"),
        Some("ScimUser"),
    ),
    ("delete", "/Users/{id}", "deleteScimUser", "Delete a user", "204", None, None),
    ("get", "/Groups", "listScimGroups", "List groups", "200", None, Some("ScimList")),
    (
        "post",
        "/Groups",
        "createScimGroup",
        "Create a group",
        "201",
        Some("ScimGroupData"),
        Some("ScimGroup"),
    ),
    (
        "post",
        "/Groups/.search",
        "searchScimGroups",
        "Search groups",
        "200",
        Some("ScimSearch"),
        Some("ScimList"),
    ),
    ("get", "/Groups/{id}", "getScimGroup", "Show a group", "200", None, Some("ScimGroup")),
    (
        "put",
        "/Groups/{id}",
        "replaceScimGroup",
        "Replace a group",
        "200",
        Some("ScimGroupData"),
        Some("ScimGroup"),
    ),
    (
        "patch",
        "/Groups/{id}",
        "patchScimGroup",
        "Change a group",
        "200",
        Some("ScimPatch"),
        Some("ScimGroup"),
    ),
    ("delete", "/Groups/{id}", "deleteScimGroup", "Delete a group", "204", None, None),
    (
        "post",
        "/Bulk",
        "bulkScim",
        "Carry out up to 1,000 operations",
        "200",
        Some("ScimBulk"),
        Some("ScimBulk"),
    ),
    (
        "get",
        "/ServiceProviderConfig",
        "getScimConfig",
        "Show the supported features",
        "200",
        None,
        Some("ScimDocument"),
    ),
    (
        "get",
        "/ResourceTypes",
        "listScimResourceTypes",
        "List the resource types",
        "200",
        None,
        Some("ScimList"),
    ),
    (
        "get",
        "/ResourceTypes/{name}",
        "getScimResourceType",
        "Show a resource type",
        "200",
        None,
        Some("ScimDocument"),
    ),
    ("get", "/Schemas", "listScimSchemas", "List the schemas", "200", None, Some("ScimList")),
];

const SCHEMA_BY_URN: Operation =
    ("get", "/Schemas/{urn}", "getScimSchema", "Show a schema", "200", None, Some("ScimDocument"));

/// Adds the operations to the API document.
pub(super) fn add_paths(paths: &mut Map<String, Value>) {
    for operation in OPERATIONS.into_iter().chain([SCHEMA_BY_URN]) {
        let item = paths.entry(format!("{ROOT}{}", operation.1)).or_insert_with(|| json!({}));
        item[operation.0] = describe(operation);
    }
}

fn describe((method, path, name, summary, status, body, response): Operation) -> Value {
    let content = |schema: &str| json!({ CONTENT_TYPE: { "schema": reference(schema) } });
    let mut responses = Map::new();
    let mut add = |status: &str, description: &str, schema: Option<&str>| {
        let mut response = json!({ "description": description });
        if let Some(schema) = schema {
            response["content"] = content(schema);
        }
        responses.insert(status.to_owned(), response);
    };
    add(status, summary, response);
    let error = Some("ScimError");
    add("400", "Invalid request. `scimType` names the problem.", error);
    add("401", "Missing or wrong credentials.", error);
    add("403", "The caller lacks a permission. The response names it.", error);
    add("429", "Too many requests. `Retry-After` has the seconds to wait.", error);
    add("503", "The store is temporarily unavailable.", error);
    for (status, description) in conditional_headers::errors(method) {
        add(status, description, error);
    }
    if method == "get" {
        add("304", conditional_headers::NOT_MODIFIED, None);
    }
    if path.contains('{') {
        add("404", "The resource does not exist.", error);
    }
    if body.is_some() {
        add("409", "The userName, externalId or displayName is taken.", error);
        add("413", "The body is too large.", error);
        add("415", "The body is no JSON.", error);
    }
    let mut described = json!({
        "operationId": name,
        "summary": summary,
        "tags": ["scim"],
        "parameters": parameters(method, path),
        "responses": responses,
        "security": [
            { "bearer": [] }, { "apiKey": [] }, { "basic": [] }, { "digest": [] },
            { "queryUser": [], "queryKey": [] },
        ],
    });
    if let Some(schema) = body {
        let mut content = content(schema);
        content["application/json"] = content[CONTENT_TYPE].clone();
        described["requestBody"] = json!({ "required": true, "content": content });
    }
    described
}

fn parameters(method: &str, path: &str) -> Vec<Value> {
    let in_path = |name: &str, description: &str, pattern: &str| {
        json!({
            "name": name, "in": "path", "required": true, "description": description,
            "schema": { "type": "string", "pattern": pattern },
        })
    };
    let mut parameters = vec![in_path("domain", "The project.", "^[a-z0-9][a-z0-9-]{0,62}$")];
    for (name, description) in [
        ("id", "The ID of the resource."),
        ("name", "`User` or `Group`."),
        ("urn", "The URN of the schema."),
    ] {
        if path.contains(&format!("{{{name}}}")) {
            parameters.push(in_path(name, description, "^[^/\\u0000-\\u001f]{1,126}$"));
        }
    }
    let mut query = |name: &str, description: &str| {
        parameters.push(json!({
            "name": name, "in": "query", "required": false, "description": description,
            "schema": { "type": "string" },
        }));
    };
    let is_list = method == "get" && ["", "/Users", "/Groups"].contains(&path);
    if is_list {
        query("filter", "A filter as in RFC 7644, for example `userName eq \"asha\"`.");
        query("sortBy", "The attribute to sort by. Without it, the order of creation.");
        query("sortOrder", "`ascending` or `descending`.");
        query("startIndex", "The first resource, from 1.");
        query("count", "The size of the page: 100 by default, at most 1,000.");
        query("cursor", "Empty for the first page, then `nextCursor` of the page before.");
    }
    if is_list || path.ends_with("/{id}") && method != "delete" {
        query("attributes", "The attributes to return, separated by commas.");
        query("excludedAttributes", "The attributes to leave out, separated by commas.");
    }
    parameters.extend(conditional_headers::parameters(method, path));
    parameters
}

/// The schemas that the operations refer to.
pub(super) fn schemas() -> Vec<(&'static str, Value)> {
    let list = |items: Value| json!({ "type": "array", "items": items });
    let any = json!({ "type": "object" });
    let schemas = list(json!({ "type": "string" }));
    let flag = json!({ "type": "boolean" });
    let number = json!({ "type": "integer" });
    let element = |members: Value| list(object(members, &[]));
    let name = object(json!({ "givenName": text(), "familyName": text() }), &[]);
    let user = json!({
        "schemas": schemas, "id": text(), "externalId": text(), "meta": any, "userName": text(),
        "name": name, "displayName": text(), "preferredLanguage": text(), "active": flag,
        "password": text(),
        "emails": element(json!({ "value": text(), "type": text(), "primary": flag })),
        "phoneNumbers": element(json!({ "value": text(), "type": text(), "primary": flag })),
        "groups": element(json!({ "value": text(), "display": text() })),
        "roles": element(json!({ "value": text(), "primary": flag })),
    });
    let group = json!({
        "schemas": schemas, "id": text(), "externalId": text(), "meta": any,
        "displayName": text(),
        "members": element(json!({ "value": text(), "type": text() })),
    });
    let operation = object(json!({ "op": text(), "path": text(), "value": {} }), &["op"]);
    let bulk_operation = object(
        json!({
            "method": text(), "path": text(), "bulkId": text(), "version": text(), "data": any,
            "location": text(), "status": text(), "response": any,
        }),
        &["method"],
    );
    let search = json!({
        "schemas": schemas, "filter": text(), "sortBy": text(), "sortOrder": text(),
        "startIndex": number, "count": number, "cursor": text(),
        "attributes": schemas, "excludedAttributes": schemas,
    });
    let page = json!({
        "schemas": schemas, "totalResults": number, "startIndex": number, "itemsPerPage": number,
        "nextCursor": text(), "Resources": list(any.clone()),
    });
    // `detail` repeats what was sent.
    let error = json!({
        "schemas": schemas, "status": text(), "scimType": text(), "detail": { "type": "string" },
        "code": text(),
    });
    vec![
        ("ScimUserData", object(user.clone(), &["userName"])),
        ("ScimGroupData", object(group.clone(), &["displayName"])),
        // `attributes` leaves out all but the ID.
        ("ScimUser", object(user, &["schemas", "id"])),
        ("ScimGroup", object(group, &["schemas", "id"])),
        (
            "ScimPatch",
            object(json!({ "schemas": schemas, "Operations": list(operation) }), &["Operations"]),
        ),
        (
            "ScimBulk",
            object(
                json!({
                    "schemas": schemas, "failOnErrors": number, "Operations": list(bulk_operation),
                }),
                &["Operations"],
            ),
        ),
        ("ScimSearch", object(search, &[])),
        ("ScimList", object(page, &["schemas", "totalResults", "Resources"])),
        ("ScimDocument", object(json!({ "schemas": schemas, "meta": any }), &["schemas"])),
        ("ScimError", object(error, &["schemas", "status"])),
    ]
}
