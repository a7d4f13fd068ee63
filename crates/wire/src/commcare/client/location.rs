//! Locations.

use roster_model::HqLocation;
use serde_json::{Map, Value};

use super::fields::Fields;

/// Decodes an item of version 1 of the list `location`.
pub fn decode_location(object: &Map<String, Value>) -> HqLocation {
    let mut fields = Fields::new(object);
    let mut left_out = Vec::new();
    HqLocation {
        id: fields.id("location_id", &["name", "site_code"]),
        number: fields.value("id").and_then(Value::as_i64),
        name: fields.required_text("name"),
        site_code: fields.required_text("site_code"),
        level: fields.linked_id("location_type").unwrap_or_default(),
        parent: fields.linked_id("parent"),
        latitude: fields.number_text("latitude"),
        longitude: fields.number_text("longitude"),
        external_id: fields.optional_text("external_id"),
        data: fields.object("location_data"),
        created_at: fields.decode_instant("created_at", &mut left_out),
        left_out,
        errors: fields.errors,
    }
}
