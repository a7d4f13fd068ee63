//! Locations as the first version shows them: read only, with absolute links.

use roster_model::{Error, Location, LocationFilter};
use serde_json::{Value, json};

use super::{Document, View, instant, location_type, lookups, values};
use crate::Params;

/// The name of the resource in paths.
pub const RESOURCE: &str = "location";

/// What is told of a location, in its order.
const FIELDS: [&str; 14] = [
    "created_at",
    "domain",
    "external_id",
    "id",
    "last_modified",
    "latitude",
    "location_data",
    "location_id",
    "location_type",
    "longitude",
    "name",
    "parent",
    "resource_uri",
    "site_code",
];

/// The filters of a list.
///
/// # Errors
/// [`Error::Invalid`], with the live service's texts, for a field that cannot be filtered by, for a
/// lookup that a field does not have, for a value of another type, and for any order.
pub fn decode_filter(params: &Params) -> Result<LocationFilter, Error> {
    values::storable_params(params)?;
    let mut filter = LocationFilter::default();
    for lookup in lookups::of(params, &FIELDS) {
        match lookup.field {
            "site_code" => filter.site_code = Some(lookup.exact()?),
            "external_id" => filter.external_id = Some(lookup.exact()?),
            "created_at" => lookup.instants(&mut filter.created)?,
            "last_modified" => lookup.instants(&mut filter.updated)?,
            "latitude" => lookup.degrees(&mut filter.latitude)?,
            "longitude" => lookup.degrees(&mut filter.longitude)?,
            // The path has it already.
            "domain" => {}
            _ => return Err(lookup.refuse()),
        }
    }
    lookups::order(params, &FIELDS, &[])?;
    Ok(filter)
}

/// One location, as detail.
pub fn encode(view: &View<'_>, location: &Location) -> Document {
    Document::Object(tree(view, location))
}

/// One location as an item of a list. Links are absolute: exporters join on them as texts.
pub fn tree(view: &View<'_>, location: &Location) -> Value {
    let url = |id: &roster_model::Id| view.detail_url(RESOURCE, id.as_str());
    json!({
        "created_at": instant::write(location.created_at),
        "domain": view.domain.name.as_str(),
        "external_id": location.external_id,
        "id": location.number,
        "last_modified": instant::write(location.updated_at),
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
