//! Web users of a domain: shown and changed.

use std::borrow::Cow;

use roster_model::{
    Error, FieldError, Id, Membership, Permission, Problem, Rights, Schema, WebUserEdit,
};
use serde_json::{Map, Value, json};

use super::{Document, View, user, values};
use crate::Params;

/// The name of the resource in paths.
pub const RESOURCE: &str = "web-user";

/// The permissions whose values are lists: what exactly somebody may see or manage. Here they are
/// always empty.
const LISTS: [&str; 7] = [
    "commcare_analytics_roles_list",
    "edit_user_profile_list",
    "manage_data_registry_list",
    "view_data_registry_contents_list",
    "view_report_list",
    "view_tableau_list",
    "web_apps_list",
];

/// The one web user that a list is to show: `web_username`, or `username` as the published page
/// calls it, which beside `api_key` is half of a credential instead.
///
/// # Errors
/// [`Error::Invalid`] for a value with U+0000.
pub fn decode_filter(params: &Params) -> Result<Option<&str>, Error> {
    values::storable_params(params)?;
    let documented = || params.given("username").filter(|_| params.get("api_key").is_none());
    Ok(params.given("web_username").or_else(documented))
}

/// One web user, as detail and as the answer to a change.
pub fn encode(view: &View<'_>, schema: &Schema, member: &Membership) -> Document {
    let mut tree = object(view, schema, member);
    tree.insert("tableau_groups".to_owned(), Value::Null);
    tree.sort_keys();
    Document::Object(Value::Object(tree))
}

/// One web user as an item of a list.
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

/// Every permission there is, whether the web user has it, in the shape that the live service gives
/// its document.
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

/// A change of a web user.
///
/// # Errors
/// [`Error::Invalid`] when the body is no object.
pub fn decode_edit(body: &Value) -> Result<WebUserEdit, Error> {
    let mut edit = WebUserEdit::default();
    let mut unknown = Vec::new();
    for (key, value) in values::body_object(body)? {
        match field(key, value, &mut edit) {
            Ok(true) => {}
            Ok(false) => unknown.push(key.clone()),
            Err(problem) => edit.errors.push(FieldError::new(key, problem)),
        }
    }
    if let Some(first) = unknown.first() {
        let error = FieldError::new(&first.clone(), Problem::UnknownFields(unknown));
        edit.errors.insert(0, error);
    }
    Ok(edit)
}

/// Whether there is such a field.
fn field(key: &str, value: &Value, edit: &mut WebUserEdit) -> Result<bool, Problem> {
    match key {
        "role" => edit.role = Some(values::optional_text(value)?.ok_or(Problem::Required)?),
        "primary_location_id" => edit.primary_location = values::patch(value)?,
        "assigned_location_ids" => edit.locations = Some(values::texts(value)?),
        "profile" => edit.profile = values::patch(value)?,
        "user_data" => edit.data = Some(values::object(value)?),
        // Nobody has anything to do with Tableau here: what says so is as good as absent.
        "tableau_role" | "tableau_groups" if is_nothing(value) => {}
        "tableau_role" | "tableau_groups" => {
            let told = "You do not have permission to edit Tableau Configuration.";
            return Err(Problem::Other(told.to_owned()));
        }
        _ => return Ok(false),
    }
    Ok(true)
}

fn is_nothing(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}
