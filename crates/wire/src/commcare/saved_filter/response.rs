//! Responses about saved filters.

use roster_model::SavedFilter;
use serde_json::{Value, json};

use super::RESOURCE;
use crate::commcare::{Document, View};

/// Encodes one saved filter, as the response to a GET or a write.
pub fn encode(view: &View<'_>, filter: &SavedFilter) -> Document {
    Document::Object(tree(view, filter))
}

/// Converts one saved filter into a tree, as an item of a list.
pub fn tree(view: &View<'_>, filter: &SavedFilter) -> Value {
    json!({
        "id": filter.number,
        "name": filter.name,
        "query": filter.query,
        "resource_uri": view.detail_path(RESOURCE, &filter.number.to_string()),
    })
}
