//! Encoding of groups.

use roster_model::scim::GroupView;
use serde_json::{Map, Value, json};

use crate::scim::{GROUP, View};

/// Encodes a group. `version` is the `ETag`.
pub fn encode(view: &View, group: &GroupView, version: &str) -> Value {
    let mut resource = Map::new();
    resource.insert("schemas".to_owned(), json!([GROUP]));
    resource.insert("id".to_owned(), group.id.as_str().into());
    resource.extend(writable(view, group));
    let meta = json!({
        "resourceType": "Group",
        "created": group.created_at.to_string(),
        "lastModified": group.updated_at.to_string(),
        "location": view.group(group.id.as_str()),
        "version": version,
    });
    resource.insert("meta".to_owned(), meta);
    Value::Object(resource)
}

/// The attributes of a group that a client can write.
pub fn writable(view: &View, group: &GroupView) -> Map<String, Value> {
    let mut resource = Map::new();
    if let Some(external_id) = &group.external_id {
        resource.insert("externalId".to_owned(), external_id.as_str().into());
    }
    resource.insert("displayName".to_owned(), group.name.as_str().into());
    if !group.members.is_empty() {
        let members = group.members.iter().map(
            |id| json!({ "value": id.as_str(), "$ref": view.user(id.as_str()), "type": "User" }),
        );
        resource.insert("members".to_owned(), members.collect());
    }
    resource
}
