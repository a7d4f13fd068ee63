//! Mobile workers.

use roster_model::{
    CustomData, DataEdit, Domain, Email, FieldError, HqWorker, Patch, Phone, PhoneEdit, Schema,
    WorkerEdit,
};
use serde_json::{Map, Value};

use super::fields::Fields;

/// The keys of `user_data` that the far side makes up. The values that a profile gives stand under
/// their own keys beside it, so they come; that a profile gave them is not told to anybody here.
const PROVIDED: [&str; 5] = [
    Schema::PROFILE_KEY,
    Schema::PROJECT_KEY,
    Schema::LOCATION_KEY,
    Schema::LOCATIONS_KEY,
    Schema::CASE_SHARING_KEY,
];

/// A worker of the far domain `from`, as `user` lists them, to be one of `into`: a username
/// `name@<from>.<host>` becomes `name@` with the host of `into`. Whether they are active is told by
/// the list. `None` when they have no identity.
pub fn read_worker(
    object: &Map<String, Value>,
    from: &str,
    into: &Domain,
    active: bool,
) -> Option<HqWorker> {
    let mut fields = Fields::of(object);
    let id = fields.id("id")?;
    let username = fields.needed_text("username");
    let mut left_out = Vec::new();
    let email = email(&mut fields, &mut left_out);
    let phones = phones(&fields, &mut left_out);
    let data: CustomData = fields
        .object("user_data")
        .into_iter()
        .filter(|(key, _)| !PROVIDED.contains(&key.as_str()))
        .collect();
    let told =
        |fields: &mut Fields<'_>, key| object.contains_key(key).then(|| fields.optional_text(key));
    let mut edit = WorkerEdit {
        first_name: Some(fields.text("first_name")),
        last_name: Some(fields.text("last_name")),
        email: Some(email),
        language: told(&mut fields, "language"),
        role: told(&mut fields, "role"),
        phones: vec![PhoneEdit::All(phones)],
        groups: Some(fields.texts("groups")),
        data: Some(DataEdit::Replace(data)),
        primary_location: fields.optional_text("primary_location").map_or(Patch::Clear, Patch::Set),
        locations: Some(fields.texts("locations")),
        ..WorkerEdit::default()
    };
    let created_at = fields.instant("created_on");
    edit.errors = fields.errors;
    Some(HqWorker {
        id,
        username: moved(&username, from, into),
        active,
        created_at,
        edit,
        left_out,
    })
}

/// The username in its new domain. One that is not of the far domain stays as it is, to be judged.
fn moved(username: &str, from: &str, into: &Domain) -> String {
    let local = username.rsplit_once('@').and_then(|(local, host)| {
        let rest = host.get(..from.len()).filter(|head| head.eq_ignore_ascii_case(from));
        rest.filter(|_| host[from.len()..].starts_with('.')).map(|_| local)
    });
    local.map_or_else(|| username.to_owned(), |local| format!("{local}@{}", into.username_host()))
}

fn email(fields: &mut Fields<'_>, left_out: &mut Vec<FieldError>) -> Option<Email> {
    let text = fields.text("email");
    Email::parse(&text).unwrap_or_else(|problem| {
        left_out.push(FieldError::new("email", problem));
        None
    })
}

/// The phone numbers, the default one first.
fn phones(fields: &Fields<'_>, left_out: &mut Vec<FieldError>) -> Vec<Phone> {
    let all = fields.given("phone_numbers").and_then(Value::as_array);
    let told = fields.given("default_phone_number").into_iter().chain(all.into_iter().flatten());
    let mut phones: Vec<Phone> = Vec::new();
    for value in told {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
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
