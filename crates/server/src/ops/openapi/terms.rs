//! What the documentation says of the headers that both dialects know: keys under which a write is
//! made once, and tags of what a client has read.

use serde_json::{Value, json};

/// The header parameters of an operation; `path` is its template.
pub(crate) fn parameters(method: &str, path: &str) -> Vec<Value> {
    let mut parameters = Vec::new();
    if method == "get" {
        let told = "Tags of what was read before: one of them is answered with 304.";
        parameters.push(header("If-None-Match", told, &json!({ "type": "string" })));
        return parameters;
    }
    let key = json!({ "type": "string", "pattern": "^[!-~]{1,255}$" });
    let told = "A name of the client's for this request. Sent again under it, the request is answered \
                as the first time, and not carried out again, for a day at least.";
    parameters.push(header("Idempotency-Key", told, &key));
    if path.contains("{id}") {
        let told = "The tag of what was read before: what has changed since is not changed.";
        parameters.push(header("If-Match", told, &json!({ "type": "string" })));
    }
    parameters
}

/// The refusals that come of them: statuses, and what each says.
pub(crate) fn refusals(method: &str) -> &'static [(&'static str, &'static str)] {
    if method == "get" {
        return &[];
    }
    &[
        ("409", "A request with this `Idempotency-Key` is being carried out. Try again."),
        ("412", "It has changed since the client read it, by its `If-Match`."),
        ("422", "The `Idempotency-Key` was used for another request."),
    ]
}

/// What is answered in place of what the client has read already.
pub(crate) const NOT_MODIFIED: &str = "As it was when it was read.";

fn header(name: &str, told: &str, schema: &Value) -> Value {
    json!({
        "name": name, "in": "header", "required": false, "description": told, "schema": schema,
    })
}
