//! Setting fields of a person to values of the change log.

use std::collections::BTreeMap;

use serde_json::Value;

use crate::{Gender, Id, Person, Status, UsercomFields, WorkerField};

/// Sets a field to a value of the change log; `null` removes the value. Returns whether the field can
/// be set: identities, the username and the times of the record are fixed.
pub fn set_logged_field(person: &mut Person, name: &str, value: &Value) -> bool {
    if let Some(field) = WorkerField::all().iter().find(|field| field.name == name) {
        return field.put_back(person, value);
    }
    if name == "custom_id" {
        person.custom_id = text(value);
        return true;
    }
    set_of_usercom(&mut person.usercom, name, value)
}

fn set_of_usercom(usercom: &mut UsercomFields, name: &str, value: &Value) -> bool {
    match name {
        "gender" => {
            usercom.gender = match value.as_str() {
                Some("male") => Gender::Male,
                Some("female") => Gender::Female,
                _ => Gender::Unknown,
            };
        }
        "status" => {
            usercom.status =
                if value.as_str() == Some("user") { Status::User } else { Status::Visitor };
        }
        "score" => usercom.score = value.as_i64().unwrap_or(0),
        "unsubscribed" => usercom.unsubscribed = value.as_bool().unwrap_or(false),
        "notifications" => usercom.notifications_off = value.as_bool() == Some(false),
        "assigned_to" => usercom.assigned_to = value.as_i64(),
        "tags" => usercom.tags = numbers(value),
        "lists" => usercom.lists = numbers(value),
        _ if UsercomFields::TEXTS.iter().any(|(known, _)| *known == name) => {
            set_entry(&mut usercom.texts, name, text(value));
        }
        _ if UsercomFields::INSTANTS.contains(&name) => {
            let at = value.as_str().and_then(|text| text.parse().ok());
            set_entry(&mut usercom.instants, name, at);
        }
        _ => return false,
    }
    true
}

fn set_entry<V>(entries: &mut BTreeMap<String, V>, name: &str, value: Option<V>) {
    match value {
        Some(value) => drop(entries.insert(name.to_owned(), value)),
        None => drop(entries.remove(name)),
    }
}

/// A text of the change log.
pub(crate) fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

/// A list of texts of the change log.
pub(crate) fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(text).collect()
}

/// A list of identities of the change log.
pub(crate) fn ids(value: &Value) -> Vec<Id> {
    texts(value).into_iter().map(Id::new_unchecked).collect()
}

fn numbers(value: &Value) -> Vec<i64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_i64).collect()
}
