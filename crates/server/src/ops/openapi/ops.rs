//! The paths outside of the dialects.

use serde_json::{Map, Value, json};

/// Path, operation ID, description, and content type of the response.
const OPERATIONS: [(&str, &str, &str, &str); 5] = [
    ("/livez", "isAlive", "Liveness: whether the process responds", "text/plain"),
    (
        "/readyz",
        "isReady",
        "Readiness: whether the store responds and the server is not stopping",
        "text/plain",
    ),
    ("/metrics", "getMetrics", "Metrics in the Prometheus text format", "text/plain"),
    ("/openapi.json", "getDocument", "This document", "application/json"),
    ("/docs/", "getDocumentation", "This document as a web page", "text/html"),
];

/// Adds these operations to `paths`. They need no authentication.
pub(super) fn add_to(paths: &mut Map<String, Value>) {
    for (path, name, description, content_type) in OPERATIONS {
        let mut responses =
            json!({ "200": { "description": description, "content": { content_type: {} } } });
        if path == "/readyz" {
            responses["503"] =
                json!({ "description": "Not ready" , "content": { content_type: {} } });
        }
        let operation = json!({
            "operationId": name,
            "summary": description,
            "tags": ["server"],
            "parameters": [],
            "responses": responses,
            "security": [],
        });
        paths.insert(path.to_owned(), json!({ "get": operation }));
    }
}
