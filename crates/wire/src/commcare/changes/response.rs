//! Pages of the feed.

use roster_model::{Change, ChangeCursor, FieldValues};
use serde_json::{Value, json};

use crate::commcare::{Document, instant};

/// Encodes a page of the feed. `next` is the position at which the next page begins.
pub fn encode(changes: &[Change], next: &ChangeCursor) -> Document {
    let changes: Vec<Value> = changes.iter().map(tree).collect();
    Document::Response(json!({ "changes": changes, "next": next.to_string() }))
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
        "before": values(change, &change.before),
        "after": values(change, &change.after),
        "username": change.username,
    })
}

/// The values of one side, with `null` for each field that only the other side has.
fn values(change: &Change, side: &FieldValues) -> Value {
    let names = change.before.keys().chain(change.after.keys());
    let value = |name: &String| side.get(name).cloned().unwrap_or_default();
    names.map(|name| (name.clone(), value(name))).collect::<FieldValues>().into()
}
