//! Groups.

use roster_model::HqGroup;
use serde_json::{Map, Value};

use super::fields::Fields;

/// Decodes an item of the list `group`, without its members. The lists of workers have the
/// memberships, including those of deactivated workers, which a group omits. Returns `None` without
/// an identity.
pub fn decode_group(object: &Map<String, Value>) -> Option<HqGroup> {
    let mut fields = Fields::new(object);
    Some(HqGroup {
        id: fields.id("id")?,
        name: fields.required_text("name"),
        case_sharing: fields.boolean("case_sharing", false),
        reporting: fields.boolean("reporting", true),
        metadata: fields.object("metadata"),
        errors: fields.errors,
    })
}
