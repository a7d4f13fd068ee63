//! Decoding of groups.

use std::collections::HashSet;

use roster_model::{FieldError, Problem, scim::GroupData};
use serde_json::{Map, Value};

use crate::scim::{body::member, patch::elements, path::Resource, schema};

/// Decodes a group that is created, replaced or patched. What is absent is removed.
pub fn decode(body: &Map<String, Value>) -> GroupData {
    let mut data = GroupData::default();
    let text = |name: &str, errors: &mut Vec<FieldError>| {
        let problem = match member(body, name) {
            None | Some(Value::Null) => return None,
            Some(Value::String(text)) if text.contains('\0') => Problem::Unstorable,
            Some(Value::String(text)) => return Some(text.clone()),
            Some(_) => Problem::WrongType("a text"),
        };
        errors.push(FieldError::new(name, problem));
        None
    };
    data.name = text("displayName", &mut data.errors).unwrap_or_default();
    data.external_id = text("externalId", &mut data.errors).filter(|id| !id.is_empty());
    let attribute = schema::find(Resource::Group.attributes(), "members");
    if let (Some(attribute), Some(value)) = (attribute, member(body, "members")) {
        match elements(attribute, value, "members") {
            Ok(items) => {
                let mut seen = HashSet::new();
                let ids = items.iter().filter_map(|item| item.get("value")?.as_str());
                data.members =
                    ids.filter(|id| seen.insert(id.to_owned())).map(str::to_owned).collect();
            }
            Err(error) => {
                data.errors.push(FieldError::new("", Problem::Other(error.detail)));
            }
        }
    }
    data
}
