//! Addresses outside of both dialects.

use serde_json::{Map, Value, json};

/// Address, name, description, and the content type of the response.
const ADDRESSES: [(&str, &str, &str, &str); 5] = [
    ("/livez", "isAlive", "Whether the process answers", "text/plain"),
    (
        "/readyz",
        "isReady",
        "Whether the store answers, and the server is not stopping",
        "text/plain",
    ),
    ("/metrics", "getMetrics", "What has been counted, for Prometheus", "text/plain"),
    ("/openapi.json", "getDocument", "This document", "application/json"),
    ("/docs/", "getDocumentation", "This document, to be read", "text/html"),
];

/// Adds them to the document's `paths`. They need no authentication.
pub(super) fn add_to(paths: &mut Map<String, Value>) {
    for (path, name, description, kind) in ADDRESSES {
        let mut responses =
            json!({ "200": { "description": description, "content": { kind: {} } } });
        if path == "/readyz" {
            responses["503"] = json!({ "description": "Not now." , "content": { kind: {} } });
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
