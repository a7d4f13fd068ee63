//! Responses about lists.

use roster_model::List;
use serde_json::{Value, json};

/// Encodes a list.
pub fn encode(list: &List) -> Value {
    json!({ "id": list.number, "name": list.name, "description": list.description })
}
