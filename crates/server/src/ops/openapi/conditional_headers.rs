//! The headers `Idempotency-Key`, `If-Match` and `If-None-Match`, which all dialects have.

use serde_json::{Value, json};

/// The header parameters of an operation with this path template.
pub(crate) fn parameters(method: &str, path: &str) -> Vec<Value> {
    let mut parameters = Vec::new();
    if method == "get" {
        let description =
            "ETags of earlier responses. The response is 304 if one of them is current.";
        parameters.push(header("If-None-Match", description, &json!({ "type": "string" })));
        return parameters;
    }
    let key = json!({ "type": "string", "pattern": "^[!-~]{1,255}$" });
    let description = "A key that the client chooses for this request. A request that is repeated with the \
                       same key within a day gets the first response and is not executed again.";
    parameters.push(header("Idempotency-Key", description, &key));
    if path.contains("{id}") {
        let description =
            "The ETag that the client read. If the resource has changed since, the request fails.";
        parameters.push(header("If-Match", description, &json!({ "type": "string" })));
    }
    parameters
}

/// The error responses of these headers: status and description.
pub(crate) fn errors(method: &str) -> &'static [(&'static str, &'static str)] {
    if method == "get" {
        return &[];
    }
    &[
        (
            "409",
            "A request with this `Idempotency-Key` is in progress: try again. Or the change would leave the domain without an active admin.",
        ),
        ("412", "The resource has changed since the client read it (`If-Match`)."),
        ("422", "The `Idempotency-Key` was used for another request."),
    ]
}

/// The description of a 304.
pub(crate) const NOT_MODIFIED: &str = "The client has the current version.";

fn header(name: &str, description: &str, schema: &Value) -> Value {
    json!({
        "name": name, "in": "header", "required": false, "description": description, "schema": schema,
    })
}
