//! Mobile workers.

use roster_model::{
    CustomData, DataEdit, Domain, Email, FieldError, HqWorker, Patch, Phone, PhoneEdit, Schema,
    WorkerEdit,
};
use serde_json::{Map, Value};

use super::fields::Fields;

/// The keys of `user_data` that the server adds. They are not imported. The values of a profile
/// have keys of their own and are imported as values of the worker.
const SYSTEM_KEYS: [&str; 5] = [
    Schema::PROFILE_KEY,
    Schema::PROJECT_KEY,
    Schema::LOCATION_KEY,
    Schema::LOCATIONS_KEY,
    Schema::CASE_SHARING_KEY,
];

/// Decodes an item of the list `user` of the domain `from`, for an import into `into`. The username
/// `name@<from>.<host>` gets the host of `into`. `active` depends on the list.
pub fn decode_worker(
    object: &Map<String, Value>,
    from: &str,
    into: &Domain,
    active: bool,
) -> HqWorker {
    let mut fields = Fields::new(object);
    let id = fields.id("id", &["username"]);
    let username = fields.required_text("username");
    let mut left_out = Vec::new();
    let email = decode_email(&mut fields, &mut left_out);
    let phones = decode_phones(&fields, &mut left_out);
    let data: CustomData = fields
        .object("user_data")
        .into_iter()
        .filter(|(key, _)| !SYSTEM_KEYS.contains(&key.as_str()))
        .collect();
    // The live mode does not have these keys.
    let if_present =
        |fields: &mut Fields<'_>, key| object.contains_key(key).then(|| fields.optional_text(key));
    let mut edit = WorkerEdit {
        first_name: Some(fields.text("first_name")),
        last_name: Some(fields.text("last_name")),
        email: Some(email),
        language: if_present(&mut fields, "language"),
        role: if_present(&mut fields, "role"),
        phones: vec![PhoneEdit::All(phones)],
        groups: Some(fields.texts("groups")),
        data: Some(DataEdit::Replace(data)),
        primary_location: fields.optional_text("primary_location").map_or(Patch::Clear, Patch::Set),
        locations: Some(fields.texts("locations")),
        ..WorkerEdit::default()
    };
    let created_at = fields.decode_instant("created_on", &mut left_out);
    edit.errors = fields.errors;
    HqWorker {
        id,
        username: target_username(&username, from, into),
        active,
        created_at,
        edit,
        left_out,
    }
}

/// Replaces the host of a username. A username with another host is unchanged; the directory checks
/// it.
fn target_username(username: &str, from: &str, into: &Domain) -> String {
    let local = username.rsplit_once('@').and_then(|(local, host)| {
        let rest = host.get(..from.len()).filter(|head| head.eq_ignore_ascii_case(from));
        rest.filter(|_| host[from.len()..].starts_with('.')).map(|_| local)
    });
    local.map_or_else(|| username.to_owned(), |local| format!("{local}@{}", into.username_host()))
}

fn decode_email(fields: &mut Fields<'_>, left_out: &mut Vec<FieldError>) -> Option<Email> {
    let text = fields.text("email");
    Email::parse(&text).unwrap_or_else(|problem| {
        left_out.push(FieldError::new("email", problem));
        None
    })
}

/// Returns the phone numbers, the default one first.
fn decode_phones(fields: &Fields<'_>, left_out: &mut Vec<FieldError>) -> Vec<Phone> {
    let default = fields.value("default_phone_number").into_iter();
    let all = fields.value("phone_numbers").and_then(Value::as_array);
    let mut phones: Vec<Phone> = Vec::new();
    for value in default.chain(all.into_iter().flatten()) {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        // HQ keeps such for numbers that were removed.
        if value.is_null() || text.trim().is_empty() {
            continue;
        }
        match Phone::parse(&text) {
            Ok(phone) if phones.contains(&phone) => {}
            Ok(phone) => phones.push(phone),
            Err(problem) => {
                let error = FieldError::new("phone_numbers", problem);
                if !left_out.contains(&error) {
                    left_out.push(error);
                }
            }
        }
    }
    phones
}
