//! Segments: the saved filters of the domain. They are read-only in this API.

use roster_model::SavedFilter;
use serde_json::{Value, json};

/// Encodes a segment. Segments have no description here.
pub fn encode(filter: &SavedFilter) -> Value {
    json!({ "id": filter.number, "name": filter.name, "description": "" })
}
