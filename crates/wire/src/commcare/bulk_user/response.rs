//! Responses about users.

use roster_model::BulkUser;
use serde_json::{Map, Value, json};

use super::{BulkFields, FIELDS};
use crate::commcare::{Document, View, user};

/// Encodes one user, as the response to a GET.
pub fn encode(view: &View<'_>, user: &BulkUser, fields: &BulkFields) -> Document {
    Document::Object(tree(view, user, fields))
}

/// Converts one user into a tree, as an item of a list.
pub fn tree(view: &View<'_>, user: &BulkUser, fields: &BulkFields) -> Value {
    let selected = FIELDS.into_iter().filter(|name| fields.0.contains(name));
    let value = |name: &str| match name {
        "email" => json!(user.email.to_lowercase()),
        "first_name" => json!(user.first_name),
        "id" => json!(user.id.as_str()),
        "last_name" => json!(user.last_name),
        "phone_numbers" => {
            user.phones.iter().map(|phone| user::format_phone(view, phone.digits())).collect()
        }
        "username" => json!(user.username),
        // `resource_uri` is empty in the live service.
        _ => json!(""),
    };
    Value::Object(selected.map(|name| (name.to_owned(), value(name))).collect::<Map<_, _>>())
}
