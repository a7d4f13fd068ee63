//! Searches of users, mobile workers and web users alike, by a query in words.

use roster_model::{BulkUser, Error, Problem};
use serde_json::{Map, Value, json};

use super::{Document, View, user};
use crate::Params;

pub use super::bulk_query::decode_query;

/// The name of the resource in paths.
pub const RESOURCE: &str = "bulk-user";

/// What can be told of a user, in its order.
const FIELDS: [&str; 7] =
    ["email", "first_name", "id", "last_name", "phone_numbers", "resource_uri", "username"];

/// What is told of each user.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct BulkFields(Vec<&'static str>);

/// What the repeated parameter `fields` asks for; without it, everything.
///
/// # Errors
/// [`Error::Invalid`] for a field that there is not.
pub fn decode_fields(params: &Params) -> Result<BulkFields, Error> {
    let mut asked = Vec::new();
    for name in params.all("fields").filter(|name| !name.is_empty()) {
        let known = FIELDS.into_iter().find(|known| *known == name).ok_or_else(|| {
            Error::invalid_field("fields", Problem::Other(format!("{name} is not a valid field")))
        })?;
        asked.push(known);
    }
    Ok(BulkFields(if asked.is_empty() { FIELDS.to_vec() } else { asked }))
}

/// One user, as detail.
pub fn encode(view: &View<'_>, user: &BulkUser, fields: &BulkFields) -> Document {
    Document::Object(tree(view, user, fields))
}

/// One user as an item of a list.
pub fn tree(view: &View<'_>, user: &BulkUser, fields: &BulkFields) -> Value {
    let told = FIELDS.into_iter().filter(|name| fields.0.contains(name));
    let value = |name: &str| match name {
        "email" => json!(user.email.to_lowercase()),
        "first_name" => json!(user.first_name),
        "id" => json!(user.id.as_str()),
        "last_name" => json!(user.last_name),
        "phone_numbers" => {
            user.phones.iter().map(|phone| user::format_phone(view, phone.digits())).collect()
        }
        "username" => json!(user.username),
        // The live service leaves it empty.
        _ => json!(""),
    };
    Value::Object(told.map(|name| (name.to_owned(), value(name))).collect::<Map<_, _>>())
}
