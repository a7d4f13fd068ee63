//! Parameters and responses that many operations have. They are declared once and referred to.

use serde_json::{Map, Value, json};

use super::schema::reference;
use crate::dialect::OpenApi;

/// How the errors of a dialect are described.
pub(crate) struct ErrorSchema {
    /// The prefix of the names of shared responses; empty in one dialect at most.
    pub(crate) prefix: &'static str,
    /// The shared response for all errors but 400 and 404.
    pub(crate) other: &'static str,
    /// The schema.
    pub(crate) schema: &'static str,
    /// The content types of responses.
    pub(crate) content_types: &'static [&'static str],
    /// The body of an example from its status, code and text.
    pub(crate) example: fn(&str, &str, &str) -> Value,
}

/// Status, name and description of each shared error response.
const ERRORS: [(&str, &str, &str); 12] = [
    ("400", "BadRequest", "The request has invalid values. The response names them."),
    ("401", "Unauthorized", "The credentials are missing or wrong."),
    (
        "403",
        "Forbidden",
        "The caller lacks a permission. The response names it where the dialect can.",
    ),
    ("404", "NotFound", "The resource does not exist, or belongs to another domain."),
    ("406", "NotAcceptable", "The response is not available in the media type of `Accept`."),
    (
        "409",
        "Conflict",
        "A request with this `Idempotency-Key` is in progress, a unique value is taken, or the change would leave the domain without an active admin.",
    ),
    (
        "412",
        "PreconditionFailed",
        "The resource has changed since the client read it (`If-Match`).",
    ),
    ("413", "TooLarge", "The body is larger than 1 MiB."),
    ("415", "UnsupportedMediaType", "The content type of the body is not supported."),
    ("422", "IdempotencyMismatch", "The `Idempotency-Key` was used for another request."),
    ("429", "TooManyRequests", "Too many requests. `Retry-After` has the seconds to wait."),
    ("503", "Unavailable", "The store is temporarily unavailable."),
];

/// The body of an example of an error with this status.
fn error_example(status: &str, errors: &ErrorSchema) -> Option<Value> {
    let (code, text) = match status {
        "401" => ("unauthenticated", "Authentication credentials were not provided."),
        "403" => ("permission_missing", "You do not have permission to perform this action."),
        "404" => ("not_found", "Not found."),
        "406" => ("not_acceptable", "Could not satisfy the request Accept header."),
        "409" => (
            "idempotency_in_flight",
            "A request with this Idempotency-Key is in progress, try again later.",
        ),
        "412" => ("precondition_failed", "The object was changed since it was read."),
        "413" => ("too_large", "The body is larger than 1 MiB."),
        "415" => ("unsupported_media_type", "The content type of the body is not supported."),
        "422" => ("idempotency_key_reused", "This Idempotency-Key was used for another request."),
        "429" => ("throttled", "Request was throttled. Expected available in 30 seconds."),
        "503" => ("unavailable", "Service temporarily unavailable, try again later."),
        _ => return None,
    };
    Some((errors.example)(status, code, text))
}

/// Adds references to the shared responses with these statuses.
pub(crate) fn add_errors(
    responses: &mut Map<String, Value>,
    errors: &ErrorSchema,
    statuses: &[&str],
) {
    for status in statuses {
        if let Some((_, name, _)) = ERRORS.iter().find(|(known, ..)| known == status) {
            responses.insert((*status).to_owned(), response(&format!("{}{name}", errors.prefix)));
        }
    }
}

/// The statuses of errors that an operation has because of its method and path template.
pub(crate) fn error_statuses(method: &str, path: &str) -> Vec<&'static str> {
    let mut statuses = vec!["400", "401", "403", "429", "503"];
    if method != "get" {
        statuses.extend(["409", "412", "422"]);
    }
    if path.contains("{id}") {
        statuses.push("404");
    }
    statuses
}

/// The name of the shared response that describes all errors but 400 and 404, if `name` is one of
/// those.
pub(super) fn other_error_of(status: &str, name: &str) -> Option<&'static str> {
    let found = ERRORS.iter().any(|(known, name_, _)| *known == status && name.ends_with(name_));
    if !found || matches!(status, "400" | "404") {
        return None;
    }
    let matching = OpenApi::all().filter(|openapi| name.starts_with(openapi.errors.prefix));
    let longest = matching.max_by_key(|openapi| openapi.errors.prefix.len());
    longest.map(|openapi| openapi.errors.other)
}

/// The shared responses that describe all errors but 400 and 404, by name.
pub(super) fn other_errors() -> Vec<(&'static str, Value)> {
    let others = ERRORS.iter().filter(|(status, ..)| !matches!(*status, "400" | "404"));
    let texts: Vec<String> =
        others.map(|(status, _, description)| format!("- {status}: {description}")).collect();
    let description = format!("Another error.\n\n{}", texts.join("\n"));
    let describe = |openapi: &OpenApi| {
        let errors = openapi.errors;
        let body = json!({
            "schema": reference(errors.schema), "example": error_example("401", errors),
        });
        let content = json!({ errors.content_types[0]: body });
        (errors.other, json!({ "description": description, "content": content }))
    };
    OpenApi::all().map(describe).collect()
}

/// The response without a body for a client that has the current version.
pub(crate) fn not_modified() -> Value {
    response("NotModified")
}

/// A reference to the shared response `name`.
fn response(name: &str) -> Value {
    json!({ "$ref": format!("#/components/responses/{name}") })
}

/// Every shared response.
pub(super) fn responses() -> Map<String, Value> {
    let mut responses = Map::new();
    for errors in OpenApi::all().map(|openapi| openapi.errors) {
        for (status, name, description) in ERRORS {
            let mut content = Map::new();
            for content_type in errors.content_types {
                let body = if content_type.ends_with("xml") {
                    json!({ "schema": xml() })
                } else {
                    let mut body = json!({ "schema": reference(errors.schema) });
                    if let Some(example) = error_example(status, errors) {
                        body["example"] = example;
                    }
                    body
                };
                content.insert((*content_type).to_owned(), body);
            }
            let mut response = json!({ "description": description, "content": content });
            if status == "429" {
                response["headers"] = json!({
                    "Retry-After": {
                        "description": "The number of seconds to wait.",
                        "schema": { "type": "integer" },
                    },
                });
            }
            responses.insert(format!("{}{name}", errors.prefix), response);
        }
    }
    let not_modified = json!({ "description": "The client has the current version." });
    responses.insert("NotModified".to_owned(), not_modified);
    responses
}

/// The schema of a document in XML, which has the same members as the one in JSON.
pub(crate) fn xml() -> Value {
    json!({})
}

/// A reference to the shared parameter `name`.
pub(crate) fn parameter(name: &str) -> Value {
    json!({ "$ref": format!("#/components/parameters/{name}") })
}

/// The parameters `Idempotency-Key`, `If-Match` and `If-None-Match` of an operation with this path
/// template.
pub(crate) fn conditional_headers(method: &str, path: &str) -> Vec<Value> {
    if method == "get" {
        return vec![parameter("IfNoneMatch")];
    }
    let mut parameters = vec![parameter("IdempotencyKey")];
    if path.contains("{id}") {
        parameters.push(parameter("IfMatch"));
    }
    parameters
}

/// Name, name in the path, description and example of the shared parameters of paths.
const PATH_PARAMETERS: [(&str, &str, &str, &str); 13] = [
    ("UserId", "id", "The ID of the user.", "3c5a623af057e23a32ae4000cf291339"),
    ("GroupId", "id", "The ID of the group.", "9a0accdba29e01a61ea099394737c4fb"),
    ("LocationId", "id", "The ID of the location.", "26fc44e2792b4f2fa8ef86178f0a958e"),
    ("LocationTypeId", "id", "The number of the location type.", "1"),
    ("WebUserId", "id", "The ID of the web user.", "5d2f0c9e4b7a41d28c36f1e0a9b8c7d6"),
    ("WebhookId", "id", "The ID of the webhook.", "0199c6a0d2f47c21a5b3e8f094d1762c"),
    ("ContactId", "id", "The number of the user.", "20901703"),
    ("CompanyId", "id", "The number of the company.", "14"),
    ("RecordId", "id", "The number of the record.", "4"),
    ("AttributeName", "id", "The name of the attribute (`name_std`).", "plan"),
    ("ResourceTypeName", "name", "`User` or `Group`.", "User"),
    ("SchemaUrn", "urn", "The URN of the schema.", roster_wire::scim::USER),
    (
        "CustomId",
        "id",
        "Your own ID of the user (`user_id`) or of the company (`company_id`).",
        "A-1017",
    ),
];

/// Every shared parameter.
pub(super) fn parameters() -> Map<String, Value> {
    let query = |name: &str, description: &str, schema: Value| {
        json!({
            "name": name, "in": "query", "required": false, "description": description,
            "schema": schema,
        })
    };
    let header = |name: &str, description: &str, schema: Value| {
        json!({
            "name": name, "in": "header", "required": false, "description": description,
            "schema": schema,
        })
    };
    let text = || json!({ "type": "string" });
    let parameters = [
        (
            "Domain",
            json!({
                "name": "domain", "in": "path", "required": true,
                "description": "The domain (CommCare's project space).",
                "schema": { "type": "string", "pattern": "^[a-z0-9][a-z0-9-]{0,62}$" },
                "example": "demo",
            }),
        ),
        (
            "Offset",
            query(
                "offset",
                "The number of items to skip.",
                json!({ "type": "integer", "minimum": 0 }),
            ),
        ),
        ("Cursor", query("cursor", "The position of the next page, copied from `next`.", text())),
        ("Format", query("format", "`json` or `xml`. Other values are ignored.", text())),
        ("Page", query("page", "The page number, from 1, or `last`.", text())),
        ("PageSize", query("page_size", "The page size, up to 100.", text())),
        ("PageCursor", query("cursor", "The cursor from `next`, unchanged.", text())),
        (
            "IdempotencyKey",
            header(
                "Idempotency-Key",
                "A key that the client chooses for this request. A request that is repeated with the same key within a day gets the first response and is not executed again.",
                json!({ "type": "string", "pattern": "^[!-~]{1,255}$" }),
            ),
        ),
        (
            "IfMatch",
            header(
                "If-Match",
                "The ETag that the client read. If the resource has changed since, the request fails.",
                text(),
            ),
        ),
        (
            "IfNoneMatch",
            header(
                "If-None-Match",
                "ETags of earlier responses. The response is 304 if one of them is current.",
                text(),
            ),
        ),
    ];
    let of_path = PATH_PARAMETERS.map(|(key, name, description, example)| {
        let parameter = json!({
            "name": name, "in": "path", "required": true, "description": description,
            "schema": { "type": "string", "pattern": "^[^/\\u0000-\\u001f]{1,126}$" },
            "example": example,
        });
        (key, parameter)
    });
    let parameters = parameters.into_iter().chain(of_path);
    parameters.map(|(name, parameter)| (name.to_owned(), parameter)).collect()
}
