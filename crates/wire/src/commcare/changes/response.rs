//! Pages of the feed.

use roster_model::{
    Change, ChangeCursor, FieldValues,
    limits::{PAGE_BYTES, json_size},
};
use serde_json::{Value, json};

use crate::commcare::{Document, instant};

/// Encodes a page of the feed. `end` is the position behind all `changes`, at which the next page
/// begins. A page that reaches [`PAGE_BYTES`] ends early.
pub fn encode(changes: &[Change], end: &ChangeCursor) -> Document {
    let (mut shown, mut bytes, mut last) = (Vec::with_capacity(changes.len()), 0, end.seq);
    for change in changes {
        let tree = tree(change);
        bytes += json_size(&tree);
        if bytes > PAGE_BYTES as u64 && !shown.is_empty() {
            break;
        }
        shown.push(tree);
        last = change.seq;
    }
    let seq = if shown.len() == changes.len() { end.seq } else { last };
    let next = ChangeCursor { seq, ..end.clone() };
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
