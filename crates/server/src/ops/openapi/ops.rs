//! The paths outside of the dialects.

use serde_json::{Map, Value, json};

use super::tags;

/// Path, operation ID, description, and content type of the response.
const OPERATIONS: [(&str, &str, &str, &str); 8] = [
    ("/livez", "isAlive", "Liveness: whether the process responds", "text/plain"),
    (
        "/readyz",
        "isReady",
        "Readiness: whether the store responds and the server is not stopping",
        "text/plain",
    ),
    ("/metrics", "getMetrics", "Metrics in the Prometheus text format", "text/plain"),
    ("/openapi.json", "getDocument", "The core of this document", "application/json"),
    (
        "/openapi-all.json",
        "getWholeDocument",
        "This document with all addresses, also the aliases and old versions",
        "application/json",
    ),
    ("/docs/", "getDocumentation", "This document as a web page", "text/html"),
    ("/docs/api/{operation}", "getOperationPage", "The web page of one operation", "text/html"),
    ("/docs/guides/{guide}", "getGuide", "A guide", "text/html"),
];

/// Adds these operations to `paths`. They need no authentication.
pub(super) fn add_to(paths: &mut Map<String, Value>) {
    for (path, name, description, content_type) in OPERATIONS {
        let (schema, example) = match (content_type, path) {
            ("application/json", _) => (json!({ "type": "object" }), json!({ "openapi": "3.1.0" })),
            ("text/html", _) => (json!({ "type": "string" }), json!("<!doctype html>")),
            (_, "/metrics") => {
                (json!({ "type": "string" }), json!("roster_http_requests_in_flight 1\n"))
            }
            _ => (json!({ "type": "string" }), json!("ok\n")),
        };
        let content = json!({ content_type: { "schema": schema, "example": example } });
        let mut responses = json!({ "200": { "description": description, "content": content } });
        if path == "/readyz" {
            let content = json!({
                content_type: { "schema": { "type": "string" }, "example": "stopping\n" },
            });
            responses["503"] = json!({ "description": "Not ready", "content": content });
        }
        let mut parameters = Vec::new();
        for (name, description, example) in [
            ("operation", "The operation ID.", "listUsers"),
            ("guide", "The name of the guide.", "commcare-api"),
        ] {
            if path.contains(&format!("{{{name}}}")) {
                parameters.push(json!({
                    "name": name, "in": "path", "required": true, "description": description,
                    "schema": { "type": "string" }, "example": example,
                }));
                responses["404"] = json!({ "description": "There is no such page." });
            }
        }
        let operation = json!({
            "operationId": name,
            "summary": description,
            "tags": [tags::SERVER],
            "parameters": parameters,
            "responses": responses,
            "security": [],
        });
        paths.insert(path.to_owned(), json!({ "get": operation }));
    }
}
