//! What the documentation says of addresses that belong to neither dialect.

use serde_json::{Map, Value, json};

/// Address, name, what is told, and the type of the answer.
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

/// Puts them into the document's `paths`. Nobody has to say who asks.
pub(super) fn add_to(paths: &mut Map<String, Value>) {
    for (path, name, told, kind) in ADDRESSES {
        let mut responses = json!({ "200": { "description": told, "content": { kind: {} } } });
        if path == "/readyz" {
            responses["503"] = json!({ "description": "Not now." , "content": { kind: {} } });
        }
        let operation = json!({
            "operationId": name,
            "summary": told,
            "tags": ["server"],
            "parameters": [],
            "responses": responses,
            "security": [],
        });
        paths.insert(path.to_owned(), json!({ "get": operation }));
    }
}
