//! Responses about web users.

use std::borrow::Cow;

use roster_model::{Id, Membership, Permission, Rights, Schema};
use serde_json::{Map, Value, json};

use super::RESOURCE;
use crate::commcare::{Document, View, user};

/// The permissions of the live service whose values are lists of resources. Roster has none of
/// these resources; the lists are empty.
const LISTS: [&str; 7] = [
    "commcare_analytics_roles_list",
    "edit_user_profile_list",
    "manage_data_registry_list",
    "view_data_registry_contents_list",
    "view_report_list",
    "view_tableau_list",
    "web_apps_list",
];

/// Encodes one web user, as the response to a GET or an edit.
pub fn encode(view: &View<'_>, schema: &Schema, member: &Membership) -> Document {
    let mut tree = object(view, schema, member);
    tree.insert("tableau_groups".to_owned(), Value::Null);
    tree.sort_keys();
    Document::Object(Value::Object(tree))
}

/// Converts one web user into a tree, as an item of a list.
pub fn tree(view: &View<'_>, schema: &Schema, member: &Membership) -> Value {
    Value::Object(object(view, schema, member))
}

fn object(view: &View<'_>, schema: &Schema, member: &Membership) -> Map<String, Value> {
    let user = &member.user;
    let phones: Vec<Cow<'_, str>> =
        member.phones.iter().map(|digits| user::format_phone(view, digits)).collect();
    let locations: Vec<&str> = member.locations.iter().map(Id::as_str).collect();
    let profile = member.profile.and_then(|number| schema.profile(number));
    let mut data = member.custom.clone();
    data.extend(profile.iter().flat_map(|profile| profile.values.clone()));
    let values = [
        ("assigned_location_ids", json!(locations)),
        ("default_phone_number", json!(phones.first())),
        ("email", json!(user.username)),
        ("eulas", json!("[]")),
        ("first_name", json!(user.first_name)),
        ("id", json!(user.id.as_str())),
        ("is_active_in_domain", json!(member.active)),
        ("is_admin", json!(member.role.is_none())),
        ("last_name", json!(user.last_name)),
        ("permissions", permissions(member)),
        ("phone_numbers", json!(phones)),
        ("primary_location_id", json!(member.primary_location.as_ref().map(Id::as_str))),
        ("profile", json!(profile.map(|profile| &profile.name))),
        ("resource_uri", json!(view.detail_path(RESOURCE, user.id.as_str()))),
        ("role", json!(member.role.as_ref().map_or("Admin", |role| &role.name))),
        ("tableau_role", Value::Null),
        ("user_data", Value::Object(data)),
        ("username", json!(user.username)),
    ];
    values.into_iter().map(|(key, value)| (key.to_owned(), value)).collect()
}

/// Returns every permission and whether the web user has it, in the document shape of the live
/// service.
fn permissions(member: &Membership) -> Value {
    let rights = match &member.role {
        Some(role) => Rights::of_role(&role.permissions),
        None => Rights::Admin,
    };
    let mut tree: Map<String, Value> = Permission::all()
        .map(|permission| (permission.as_str().to_owned(), json!(rights.has(permission))))
        .collect();
    tree.extend(LISTS.map(|name| (name.to_owned(), json!([]))));
    tree.insert("doc_type".to_owned(), json!("HqPermissions"));
    tree.sort_keys();
    Value::Object(tree)
}
