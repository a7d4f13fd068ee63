//! Location types.

use roster_model::HqLocationType;
use serde_json::{Map, Value};

use super::fields::Fields;

/// Decodes an item of the list `location_type`.
pub fn decode_location_type(object: &Map<String, Value>) -> HqLocationType {
    let mut fields = Fields::new(object);
    let id = fields.number_text("id").unwrap_or_else(|| fields.without_id("id", &["code", "name"]));
    let code = fields.required_text("code");
    let name = fields.text("name");
    HqLocationType {
        id,
        name: if name.is_empty() { code.clone() } else { name },
        code,
        parent: fields.linked_id("parent"),
        shares_cases: fields.boolean("shares_cases", false),
        view_descendants: fields.boolean("view_descendants", false),
        administrative: fields.optional_boolean("administrative"),
        errors: fields.errors,
    }
}
