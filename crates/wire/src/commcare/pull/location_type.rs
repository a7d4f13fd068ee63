//! Levels of the location tree.

use roster_model::HqLocationType;
use serde_json::{Map, Value};

use super::fields::Fields;

/// A level, as `location_type` lists it; `None` when it has no number.
pub fn read_location_type(object: &Map<String, Value>) -> Option<HqLocationType> {
    let mut fields = Fields::of(object);
    let id = fields.number_text("id")?;
    let code = fields.needed_text("code");
    let name = fields.text("name");
    Some(HqLocationType {
        id,
        name: if name.is_empty() { code.clone() } else { name },
        code,
        parent: fields.linked("parent"),
        shares_cases: fields.flag("shares_cases", false),
        view_descendants: fields.flag("view_descendants", false),
        errors: fields.errors,
    })
}
