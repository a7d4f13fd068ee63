//! Responses about tags.

use roster_model::{Tag, Tagged};
use serde_json::{Value, json};

/// Encodes a tag.
pub fn encode(tag: &Tag) -> Value {
    json!({ "name": tag.name, "id": tag.number })
}

/// Encodes the tags of a user or company.
pub(crate) fn encode_all(tags: &[Tag]) -> Vec<Value> {
    tags.iter().map(encode).collect()
}

/// Encodes the response to `add_tag`: the tag, and whether it is new.
pub fn encode_added(tagged: &Tagged) -> Value {
    let Tagged { tag, created } = tagged;
    json!({ "created": created, "tag": { "id": tag.number, "name": tag.name } })
}
