//! Places.

use roster_model::HqLocation;
use serde_json::{Map, Value};

use super::fields::Fields;

/// A place, as the first version of `location` lists it; `None` when it has no identity, so that
/// nothing can be told of it.
pub fn read_location(object: &Map<String, Value>) -> Option<HqLocation> {
    let mut fields = Fields::of(object);
    Some(HqLocation {
        id: fields.id("location_id")?,
        name: fields.needed_text("name"),
        site_code: fields.needed_text("site_code"),
        level: fields.linked("location_type").unwrap_or_default(),
        parent: fields.linked("parent"),
        latitude: fields.number_text("latitude"),
        longitude: fields.number_text("longitude"),
        external_id: fields.optional_text("external_id"),
        data: fields.object("location_data"),
        created_at: fields.instant("created_at"),
        errors: fields.errors,
    })
}
