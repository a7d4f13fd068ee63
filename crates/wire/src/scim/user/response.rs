//! Encoding of users.

use roster_model::scim::{ShownPhone, UserView};
use serde_json::{Map, Value, json};

use crate::scim::{USER, View, WORKER};

/// Encodes a user. `version` is the `ETag`.
pub fn encode(view: &View, user: &UserView, version: &str) -> Value {
    let person = &user.person;
    let mut resource = Map::new();
    resource.insert("schemas".to_owned(), json!([USER, WORKER]));
    resource.insert("id".to_owned(), person.id.as_str().into());
    resource.extend(writable(user));
    let name = person.name();
    if !name.is_empty() {
        resource.insert("displayName".to_owned(), name.into());
    }
    if !user.groups.is_empty() {
        let groups = user.groups.iter().map(|(id, name)| {
            json!({
                "value": id.as_str(),
                "$ref": view.group(id.as_str()),
                "display": name,
                "type": "direct",
            })
        });
        resource.insert("groups".to_owned(), groups.collect());
    }
    if let Some(worker) = user.worker() {
        if let Some(role) = &worker.role {
            resource.insert("roles".to_owned(), json!([{ "value": role, "primary": true }]));
        }
        let extension = resource.entry(WORKER).or_insert_with(|| Value::Object(Map::new()));
        if let Value::Object(members) = extension {
            members.insert("username".to_owned(), worker.username.as_str().into());
        }
    }
    let meta = json!({
        "resourceType": "User",
        "created": person.created_at.to_string(),
        "lastModified": person.updated_at.to_string(),
        "location": view.user(person.id.as_str()),
        "version": version,
    });
    resource.insert("meta".to_owned(), meta);
    Value::Object(resource)
}

/// The attributes of a user that a client can write.
pub fn writable(user: &UserView) -> Map<String, Value> {
    let person = &user.person;
    let mut resource = Map::new();
    let mut set = |name: &str, value: Value| drop(resource.insert(name.to_owned(), value));
    if let Some(external_id) = &person.custom_id {
        set("externalId", external_id.as_str().into());
    }
    set("userName", user.user_name().into());
    let mut name = Map::new();
    if !person.first_name.is_empty() {
        name.insert("givenName".to_owned(), person.first_name.as_str().into());
    }
    if !person.last_name.is_empty() {
        name.insert("familyName".to_owned(), person.last_name.as_str().into());
    }
    if !name.is_empty() {
        set("name", Value::Object(name));
    }
    if let Some(language) = user.worker().and_then(|worker| worker.language.as_deref()) {
        set("preferredLanguage", language.into());
    }
    if let Some(active) = user.active() {
        set("active", active.into());
    }
    if let Some(email) = &person.email {
        let primary = !user.worker().is_some_and(|worker| worker.scim.email_not_primary);
        set("emails", json!([{ "value": email.as_str(), "type": "work", "primary": primary }]));
    }
    let phones: Vec<Value> = user.phones().map(phone).collect();
    if !phones.is_empty() {
        set("phoneNumbers", Value::Array(phones));
    }
    let mut extension = Map::new();
    if !person.custom.is_empty() {
        extension.insert("customData".to_owned(), Value::Object(person.custom.clone()));
    }
    if let Some(worker) = user.worker() {
        if !worker.locations.is_empty() {
            let ids = worker.locations.iter().map(|id| Value::from(id.as_str()));
            extension.insert("locations".to_owned(), ids.collect());
        }
        if let Some(primary) = &worker.primary_location {
            extension.insert("primaryLocation".to_owned(), primary.as_str().into());
        }
    }
    if !extension.is_empty() {
        set(WORKER, Value::Object(extension));
    }
    resource
}

fn phone(phone: ShownPhone<'_>) -> Value {
    let mut element = Map::from_iter([("value".to_owned(), Value::from(phone.text.into_owned()))]);
    if let Some(kind) = phone.kind {
        element.insert("type".to_owned(), kind.into());
    }
    if let Some(primary) = phone.primary {
        element.insert("primary".to_owned(), primary.into());
    }
    Value::Object(element)
}
