//! Pages of the feed.

use roster_model::Change;
use serde_json::{Value, json};

use crate::commcare::{Document, instant};

/// Encodes a page of the feed. `last` is the number of the last change, after which the next page
/// begins.
pub fn encode(changes: &[Change], last: i64) -> Document {
    let changes: Vec<Value> = changes.iter().map(tree).collect();
    Document::Response(json!({ "changes": changes, "next": last.to_string() }))
}

/// Converts one entry of the feed into a tree.
pub(in crate::commcare) fn tree(change: &Change) -> Value {
    json!({
        "seq": change.seq,
        "at": instant::format_utc(change.at),
        "kind": change.kind,
        "id": change.id,
        "number": change.number,
        "actor": change.actor,
        "via": change.via,
        "fields": change.fields,
    })
}
