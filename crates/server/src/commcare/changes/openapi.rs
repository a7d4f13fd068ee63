//! What the API documentation says of the changes feed.

use serde_json::{Value, json};

use crate::openapi::{
    Operation,
    schema::{object, reference, text, texts},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let whole =
        |least: i64, most: i64| json!({ "type": "integer", "minimum": least, "maximum": most });
    vec![
        Operation::get("changes", "/")
            .called("listChanges", "Follow every change of a project, deletions included")
            .versions(&[], "v1")
            .query("since", text(), "The `next` of the page before; without it, from the first.")
            .query("limit", whole(1, 1000), "At most so many; 100 if not given.")
            .query("wait", whole(0, 60), "Seconds to hold the request until there is a change.")
            .answers("200", "Changes in their order, without gaps.", reference("Changes")),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let change = json!({
        "seq": { "type": "integer" }, "at": text(), "kind": text(), "id": text(),
        "number": { "type": ["integer", "null"] }, "actor": text(), "via": text(),
        "fields": texts(),
    });
    let always = ["seq", "at", "kind", "id", "number", "actor", "via", "fields"];
    let page = json!({
        "changes": { "type": "array", "items": reference("Change") }, "next": text(),
    });
    vec![("Change", object(change, &always)), ("Changes", object(page, &["changes", "next"]))]
}
