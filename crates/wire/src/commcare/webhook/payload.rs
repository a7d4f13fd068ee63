//! The bodies that are sent to webhooks.

use jiff::Timestamp;
use roster_model::Change;
use serde_json::{Value, json};

use crate::{
    commcare::{changes, instant},
    json as json_bytes,
};

/// Serializes the body of an event (Standard Webhooks 1.0): the change as in the feed, with the
/// present `object`. Without a change it is a test.
pub fn event(change: Option<&Change>, object: Value, now: Timestamp) -> Vec<u8> {
    let (kind, at) = match change {
        Some(change) => (change.kind.as_str(), change.at),
        None => ("webhook.test", now),
    };
    let mut data = change.map_or_else(|| json!({}), changes::tree);
    data["object"] = object;
    json_bytes::write(&json!({
        "type": kind,
        "timestamp": instant::format_utc(at),
        "data": data,
    }))
}
