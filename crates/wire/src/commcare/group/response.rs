//! Responses about groups.

use roster_model::{Group, Id};
use serde_json::{Value, json};

use super::RESOURCE;
use crate::commcare::{Document, View};

/// Encodes one group, as the response to a GET or an edit.
pub fn encode(view: &View<'_>, group: &Group) -> Document {
    Document::Object(tree(view, group))
}

/// Converts one group into a tree, as an item of a list.
pub fn tree(view: &View<'_>, group: &Group) -> Value {
    let users: Vec<&str> = group.users.iter().map(Id::as_str).collect();
    json!({
        "case_sharing": group.case_sharing,
        "domain": view.domain.name.as_str(),
        "id": group.id.as_str(),
        "metadata": group.metadata,
        "name": group.name,
        "reporting": group.reporting,
        "resource_uri": view.detail_path(RESOURCE, group.id.as_str()),
        "users": users,
    })
}

/// Encodes the response to the creation of one group: its identity only.
pub fn encode_created(group: &Group) -> Document {
    Document::Response(json!({ "id": group.id.as_str() }))
}

/// Encodes the response to the creation of several groups: their identities, in the order of the
/// request.
pub fn encode_created_many(ids: &[Id]) -> Document {
    Document::Items(ids.iter().map(|id| json!(id.as_str())).collect())
}
