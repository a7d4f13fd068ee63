//! Setting fields of a person to values of the change log.

use serde_json::Value;

use crate::{Email, Gender, Id, Person, Phone, Schema, Status, UsercomFields, Worker};

/// Sets a field to a value of the change log; `null` removes the value. Returns whether the field can
/// be set: identities, the username and the times of the record are fixed.
pub fn set_logged_field(person: &mut Person, name: &str, value: &Value) -> bool {
    set_of_person(person, name, value)
        || set_of_usercom(&mut person.usercom, name, value)
        || person.worker.as_mut().is_some_and(|worker| set_of_worker(worker, name, value))
}

fn set_of_person(person: &mut Person, name: &str, value: &Value) -> bool {
    match name {
        "custom_id" => person.custom_id = text(value),
        "first_name" => person.first_name = text(value).unwrap_or_default(),
        "last_name" => person.last_name = text(value).unwrap_or_default(),
        "email" => person.email = text(value).map(Email::new_unchecked),
        "phone_numbers" => {
            person.phones = texts(value).into_iter().map(Phone::new_unchecked).collect();
        }
        "user_data" => {
            let mut data = value.as_object().cloned().unwrap_or_default();
            let profile = data.shift_remove(Schema::PROFILE_KEY);
            if let Some(worker) = &mut person.worker {
                worker.profile = profile.as_ref().and_then(Value::as_i64);
            }
            person.custom = data;
        }
        _ => return false,
    }
    true
}

fn set_of_worker(worker: &mut Worker, name: &str, value: &Value) -> bool {
    match name {
        "language" => worker.language = text(value),
        "role" => worker.role = text(value),
        "connect_username" => worker.connect_username = text(value),
        "deactivate_after" => {
            worker.deactivate_on = text(value).and_then(|day| day.parse().ok());
        }
        "groups" => worker.groups = ids(value),
        "locations" => worker.locations = ids(value),
        "primary_location" => worker.primary_location = text(value).map(Id::new_unchecked),
        "is_active" => {
            worker.active = value.as_bool().unwrap_or(false);
            // Activation confirms an account.
            worker.unconfirmed &= !worker.active;
        }
        _ => return false,
    }
    true
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

fn set_entry<V>(entries: &mut std::collections::BTreeMap<String, V>, name: &str, value: Option<V>) {
    match value {
        Some(value) => drop(entries.insert(name.to_owned(), value)),
        None => drop(entries.remove(name)),
    }
}

fn text(value: &Value) -> Option<String> {
    value.as_str().map(str::to_owned)
}

fn texts(value: &Value) -> Vec<String> {
    value.as_array().into_iter().flatten().filter_map(text).collect()
}

fn ids(value: &Value) -> Vec<Id> {
    texts(value).into_iter().map(Id::new_unchecked).collect()
}

fn numbers(value: &Value) -> Vec<i64> {
    value.as_array().into_iter().flatten().filter_map(Value::as_i64).collect()
}
