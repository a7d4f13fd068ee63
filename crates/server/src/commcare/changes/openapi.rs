//! The API document of the changes feed.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{object, reference, text, texts},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let whole =
        |least: i64, most: i64| json!({ "type": "integer", "minimum": least, "maximum": most });
    vec![
        Operation::get("changes", "/")
            .named("listChanges", "List the changes of a project, deletions included")
            .versions(&[], "v1")
            .query(
                "since",
                text(),
                "The `next` of the previous page. Without it, the feed starts at the first change.",
            )
            .query("limit", whole(1, 1000), "The page size; 100 by default.")
            .query("wait", whole(0, 60), "The number of seconds to wait for a change.")
            .response("200", "Changes in order, without gaps.", reference("Changes"))
            .response(
                "410",
                "The cursor belongs to another history: read all records again.",
                json!({ "type": "object" }),
            ),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let change = json!({
        "seq": { "type": "integer" }, "at": text(), "kind": text(), "id": text(),
        "number": { "type": ["integer", "null"] }, "actor": text(), "via": text(),
        "fields": texts(),
        "before": { "type": "object" }, "after": { "type": "object" },
        "username": { "type": ["string", "null"] },
    });
    let always = [
        "seq", "at", "kind", "id", "number", "actor", "via", "fields", "before", "after",
        "username",
    ];
    let page = json!({
        "changes": { "type": "array", "items": reference("Change") }, "next": text(),
    });
    vec![("Change", object(change, &always)), ("Changes", object(page, &["changes", "next"]))]
}
