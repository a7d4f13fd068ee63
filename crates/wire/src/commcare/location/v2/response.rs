//! Responses about locations.

use roster_model::{Id, Location, LocationType};
use serde_json::{Value, json};

use crate::commcare::{Document, View, instant};

/// Encodes one location, as the response to a GET or a write. `types` contains at least the type of
/// the location.
pub fn encode(view: &View<'_>, location: &Location, types: &[LocationType]) -> Document {
    Document::Object(tree(view, location, types))
}

/// Converts one location into a tree, as an item of a list. `types` contains at least the type of
/// the location.
pub fn tree(view: &View<'_>, location: &Location, types: &[LocationType]) -> Value {
    let location_type = types.iter().find(|candidate| candidate.number == location.kind);
    json!({
        "domain": view.domain.name.as_str(),
        "last_modified": instant::format(location.updated_at),
        "latitude": location.latitude,
        "location_data": location.data,
        "location_id": location.id.as_str(),
        "location_type_code": location_type.map(|found| &found.code),
        "location_type_name": location_type.map(|found| &found.name),
        "longitude": location.longitude,
        "name": location.name,
        // Empty at the root, where version 1 has null.
        "parent_location_id": location.parent.as_ref().map_or("", Id::as_str),
        "site_code": location.site_code,
    })
}

/// Encodes the response to a request with several locations: their identities, in the order of the
/// request.
pub fn encode_items(ids: &[Id]) -> Document {
    Document::Items(ids.iter().map(|id| json!(id.as_str())).collect())
}
