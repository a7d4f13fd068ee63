//! Groups.

use roster_model::HqGroup;
use serde_json::{Map, Value};

use super::fields::Fields;

/// Decodes an item of the list `group`, without its members. The lists of workers have the
/// memberships, including those of deactivated workers, which a group omits.
pub fn decode_group(object: &Map<String, Value>) -> HqGroup {
    let mut fields = Fields::new(object);
    HqGroup {
        id: fields.id("id", &["name"]),
        name: fields.required_text("name"),
        case_sharing: fields.boolean("case_sharing", false),
        reporting: fields.boolean("reporting", true),
        metadata: fields.object("metadata"),
        errors: fields.errors,
    }
}
