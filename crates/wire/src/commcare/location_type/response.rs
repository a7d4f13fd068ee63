//! Responses about location types.

use roster_model::LocationType;
use serde_json::{Value, json};

use super::RESOURCE;
use crate::commcare::{Document, View};

/// Encodes one location type, as the response to a GET or a write.
pub fn encode(view: &View<'_>, location_type: &LocationType) -> Document {
    Document::Object(tree(view, location_type))
}

/// Converts one location type into a tree, as an item of a list. Links are absolute, because
/// exporters use them as keys for joins.
pub fn tree(view: &View<'_>, location_type: &LocationType) -> Value {
    json!({
        "administrative": location_type.administrative,
        "code": location_type.code,
        "domain": view.domain.name.as_str(),
        "id": location_type.number,
        "name": location_type.name,
        "parent": location_type.parent.map(|parent| url(view, parent)),
        "resource_uri": url(view, location_type.number),
        "shares_cases": location_type.shares_cases,
        "view_descendants": location_type.view_descendants,
    })
}

/// Returns the absolute URL of the location type with this number.
pub(crate) fn url(view: &View<'_>, number: i64) -> String {
    view.detail_url(RESOURCE, &number.to_string())
}
