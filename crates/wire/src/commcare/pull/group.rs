//! Groups.

use roster_model::HqGroup;
use serde_json::{Map, Value};

use super::fields::Fields;

/// A group, as `group` lists it, without its members: the lists of workers tell those, archived ones
/// too, whom a group does not show. `None` when it has no identity.
pub fn read_group(object: &Map<String, Value>) -> Option<HqGroup> {
    let mut fields = Fields::of(object);
    Some(HqGroup {
        id: fields.id("id")?,
        name: fields.needed_text("name"),
        case_sharing: fields.flag("case_sharing", false),
        reporting: fields.flag("reporting", true),
        metadata: fields.object("metadata"),
        errors: fields.errors,
    })
}
