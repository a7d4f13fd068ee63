//! Responses about locations.

use roster_model::{Id, Location};
use serde_json::{Value, json};

use crate::commcare::{Document, View, instant, location::RESOURCE, location_type};

/// Encodes one location, as the response to a GET.
pub fn encode(view: &View<'_>, location: &Location) -> Document {
    Document::Object(tree(view, location))
}

/// Converts one location into a tree, as an item of a list. Links are absolute, because exporters
/// use them as keys for joins.
pub fn tree(view: &View<'_>, location: &Location) -> Value {
    let url = |id: &Id| view.detail_url(RESOURCE, id.as_str());
    json!({
        "created_at": instant::format(location.created_at),
        "domain": view.domain.name.as_str(),
        "external_id": location.external_id,
        "id": location.number,
        "last_modified": instant::format(location.updated_at),
        "latitude": location.latitude,
        "location_data": location.data,
        "location_id": location.id.as_str(),
        "location_type": location_type::url(view, location.kind),
        "longitude": location.longitude,
        "name": location.name,
        "parent": location.parent.as_ref().map(url),
        "resource_uri": url(&location.id),
        "site_code": location.site_code,
    })
}
