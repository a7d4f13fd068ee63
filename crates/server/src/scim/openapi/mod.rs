//! The API document of the dialect. The schemas of users and groups are derived from the table of
//! attributes, as the `Schemas` resource is.

mod schemas;

use serde_json::{Map, Value, json};

pub(super) use self::schemas::schemas;
use super::ROOT;
use crate::ops::openapi::{
    schema::reference,
    shared::{self, ErrorSchema},
    tags::{self, Tag},
};

const CONTENT_TYPE: &str = "application/scim+json";

/// An operation below the root of the dialect.
#[derive(Clone, Copy)]
struct Operation {
    method: &'static str,
    path: &'static str,
    name: &'static str,
    summary: &'static str,
    status: &'static str,
    /// The schema of the request body.
    request: Option<&'static str>,
    /// The schema of the response.
    response: Option<&'static str>,
}

const fn operation(
    method: &'static str,
    path: &'static str,
    name: &'static str,
    summary: &'static str,
) -> Operation {
    Operation { method, path, name, summary, status: "200", request: None, response: None }
}

impl Operation {
    const fn takes(self, request: &'static str) -> Self {
        Self { request: Some(request), ..self }
    }

    const fn returns(self, response: &'static str) -> Self {
        Self { response: Some(response), ..self }
    }

    const fn status(self, status: &'static str) -> Self {
        Self { status, ..self }
    }
}

const OPERATIONS: [Operation; 22] = [
    operation("get", "", "listScimResources", "List users and groups").returns("ScimList"),
    operation("post", "/.search", "searchScimResources", "Search users and groups")
        .takes("ScimSearch")
        .returns("ScimList"),
    operation("get", "/Users", "listScimUsers", "List users").returns("ScimUserList"),
    operation(
        "post",
        "/Users",
        "createScimUser",
        "Create a user; one that SCIM deleted exists again",
    )
    .status("201")
    .takes("ScimUserData")
    .returns("ScimUser"),
    operation("post", "/Users/.search", "searchScimUsers", "Search users")
        .takes("ScimSearch")
        .returns("ScimUserList"),
    operation("get", "/Users/{id}", "getScimUser", "Show a user").returns("ScimUser"),
    operation("put", "/Users/{id}", "replaceScimUser", "Replace a user")
        .takes("ScimUserData")
        .returns("ScimUser"),
    operation("patch", "/Users/{id}", "patchScimUser", "Change a user")
        .takes("ScimPatch")
        .returns("ScimUser"),
    operation("delete", "/Users/{id}", "deleteScimUser", "Delete a user").status("204"),
    operation("get", "/Groups", "listScimGroups", "List groups").returns("ScimGroupList"),
    operation("post", "/Groups", "createScimGroup", "Create a group")
        .status("201")
        .takes("ScimGroupData")
        .returns("ScimGroup"),
    operation("post", "/Groups/.search", "searchScimGroups", "Search groups")
        .takes("ScimSearch")
        .returns("ScimGroupList"),
    operation("get", "/Groups/{id}", "getScimGroup", "Show a group").returns("ScimGroup"),
    operation("put", "/Groups/{id}", "replaceScimGroup", "Replace a group")
        .takes("ScimGroupData")
        .returns("ScimGroup"),
    operation("patch", "/Groups/{id}", "patchScimGroup", "Change a group")
        .takes("ScimPatch")
        .returns("ScimGroup"),
    operation("delete", "/Groups/{id}", "deleteScimGroup", "Delete a group").status("204"),
    operation("post", "/Bulk", "bulkScim", "Carry out up to 1,000 operations")
        .takes("ScimBulk")
        .returns("ScimBulkResponse"),
    operation("get", "/ServiceProviderConfig", "getScimConfig", "Show the supported features")
        .returns("ScimConfig"),
    operation("get", "/ResourceTypes", "listScimResourceTypes", "List the resource types")
        .returns("ScimResourceTypeList"),
    operation("get", "/ResourceTypes/{name}", "getScimResourceType", "Show a resource type")
        .returns("ScimResourceType"),
    operation("get", "/Schemas", "listScimSchemas", "List the schemas").returns("ScimSchemaList"),
    operation("get", "/Schemas/{urn}", "getScimSchema", "Show a schema").returns("ScimSchema"),
];

/// The responses to failed requests.
pub(super) static ERRORS: ErrorSchema = ErrorSchema {
    prefix: "Scim",
    other: "ScimOtherError",
    schema: "ScimError",
    content_types: &[CONTENT_TYPE],
    example: |status, _, text| {
        json!({
            "schemas": ["urn:ietf:params:scim:api:messages:2.0:Error"],
            "status": status,
            "detail": text,
        })
    },
};

/// The tags of the operations.
pub(super) const TAGS: &[Tag] = &[Tag {
    resource: "scim",
    name: "SCIM",
    description: "SCIM 2.0 (RFC 7643, RFC 7644) with cursors (RFC 9865), for identity providers.",
}];

/// Adds the operations to the API document.
pub(super) fn add_paths(paths: &mut Map<String, Value>) {
    for operation in OPERATIONS {
        let item = paths.entry(format!("{ROOT}{}", operation.path)).or_insert_with(|| json!({}));
        item[operation.method] = describe(operation);
    }
}

fn describe(operation: Operation) -> Value {
    let Operation { method, path, summary, .. } = operation;
    let mut responses = Map::new();
    let mut statuses = shared::error_statuses(method, path);
    if path.contains('{') {
        statuses.push("404");
    }
    if operation.request.is_some() {
        statuses.extend(["413", "415"]);
    }
    shared::add_errors(&mut responses, &ERRORS, &statuses);
    if method == "get" {
        responses.insert("304".to_owned(), shared::not_modified());
    }
    let mut success = json!({ "description": format!("{summary}.") });
    if let Some(schema) = operation.response {
        success["content"] = json!({ CONTENT_TYPE: { "schema": reference(schema) } });
    }
    responses.insert(operation.status.to_owned(), success);
    responses.sort_keys();
    let mut described = json!({
        "operationId": operation.name,
        "summary": summary,
        "tags": [tags::find("scim")],
        "parameters": parameters(method, path),
        "responses": responses,
        "security": tags::api_key_security(),
    });
    if let Some(schema) = operation.request {
        let body = json!({ "schema": reference(schema) });
        described["requestBody"] = json!({
            "required": true,
            "content": { CONTENT_TYPE: body, "application/json": body },
        });
    }
    described
}

fn parameters(method: &str, path: &str) -> Vec<Value> {
    let mut parameters = vec![shared::parameter("Domain")];
    let id = if path.starts_with("/Groups") { "GroupId" } else { "UserId" };
    for (name, parameter) in [("id", id), ("name", "ResourceTypeName"), ("urn", "SchemaUrn")] {
        if path.contains(&format!("{{{name}}}")) {
            parameters.push(shared::parameter(parameter));
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
    parameters.extend(shared::conditional_headers(method, path));
    parameters
}
