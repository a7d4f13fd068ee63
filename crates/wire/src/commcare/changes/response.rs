//! Pages of the feed.

use roster_model::{
    Change,
    limits::{PAGE_BYTES, json_size},
};
use serde_json::{Value, json};

use crate::commcare::{Document, instant};

/// Encodes a page of the feed. `last` is the number of the last change, after which the next page
/// begins. A page that reaches [`PAGE_BYTES`] ends early.
pub fn encode(changes: &[Change], last: i64) -> Document {
    let (mut shown, mut bytes, mut next) = (Vec::with_capacity(changes.len()), 0, last);
    for change in changes {
        let tree = tree(change);
        bytes += json_size(&tree);
        if bytes > PAGE_BYTES as u64 && !shown.is_empty() {
            break;
        }
        shown.push(tree);
        next = change.seq;
    }
    let next = if shown.len() == changes.len() { last } else { next };
    Document::Response(json!({ "changes": shown, "next": next.to_string() }))
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
