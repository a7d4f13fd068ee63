//! Responses about users.

use roster_model::{Email, Employment, PersonView, Phone, StandardField, Subject, Upserted};
use serde_json::{Map, Value, json};

use crate::usercom::{Version, View, attribute, instant, list, tag};

/// Encodes a user.
pub fn encode(view: &View, person: &PersonView) -> Value {
    match view.version {
        Version::V1 => encode_v1(person),
        Version::V2 => encode_v2(person),
    }
}

/// Encodes the response to `update_or_create`.
pub fn encode_upserted(upserted: Upserted) -> Value {
    json!({ "created": upserted.created, "id": upserted.number })
}

/// The keys of the published page in its order, and `user_id`, which every recorded response has.
fn encode_v1(view: &PersonView) -> Value {
    let person = &view.person;
    let usercom = &person.usercom;
    json!({
        "updated_at": instant::format(person.updated_at),
        "companies": companies(view),
        "key": person.key,
        "city": text(view, "city"),
        "linkedin_url": text(view, "linkedin_url"),
        "tags": tag::encode_all(&view.tags),
        "last_contacted": instant_text(view, "last_contacted"),
        "phone_number": person.default_phone().map(Phone::international),
        "facebook_url": text(view, "facebook_url"),
        "notifications": !usercom.notifications_off,
        "region": text(view, "region"),
        "timezone": text(view, "timezone"),
        "status": usercom.status.as_str(),
        "gravatar_url": text(view, "gravatar_url"),
        "twitter_url": text(view, "twitter_url"),
        "google_url": text(view, "google_url"),
        "os_type": text(view, "os_type"),
        "email": email(view),
        "score": usercom.score,
        "unsubscribed": usercom.unsubscribed,
        "first_seen": instant_text(view, "first_seen"),
        "page_views": 0,
        "last_ip": text(view, "last_ip"),
        "chat_id": super::CHAT_ID,
        "browser": text(view, "browser"),
        "gender": usercom.gender.as_str(),
        "resolution": text(view, "resolution"),
        "country": text(view, "country"),
        "name": name(view),
        "created_at": instant::format(person.created_at),
        "last_seen": instant_text(view, "last_seen"),
        "lists": view.lists.iter().map(list::encode).collect::<Vec<_>>(),
        "attributes": attribute::encode_values(view.attributes()),
        "browser_language": text(view, "browser_language"),
        "id": person.number,
        "user_id": person.custom_id,
    })
}

/// The keys of a recorded response in its order, followed by the custom attributes. The samples of
/// the service have `key` for `user_key`, so the object has both. A standard field takes precedence
/// over an attribute with the same name.
fn encode_v2(view: &PersonView) -> Value {
    let person = &view.person;
    let usercom = &person.usercom;
    let mut object = into_object(json!({
        "id": person.number,
        "user_key": person.key,
        "key": person.key,
        "name": name(view),
        "email": email(view),
        "gender": usercom.gender.as_str(),
        "status": usercom.status.as_str(),
        "phone_number": person.default_phone().map(Phone::international),
        "first_seen": instant_text(view, "first_seen"),
        "last_seen": instant_text(view, "last_seen"),
        "page_views": 0,
        "last_ip": text(view, "last_ip"),
        "timezone": text(view, "timezone"),
        "city": text(view, "city"),
        "region": text(view, "region"),
        "country": text(view, "country"),
        "unsubscribed": usercom.unsubscribed,
        "browser_language": text(view, "browser_language"),
        "score": usercom.score,
        "browser": text(view, "browser"),
        "os_type": text(view, "os_type"),
        "resolution": text(view, "resolution"),
        "created_at": instant::format(person.created_at),
        "updated_at": instant::format(person.updated_at),
        "companies": companies(view),
        "gravatar_url": text(view, "gravatar_url"),
        "lists": view.lists.iter().map(list::encode).collect::<Vec<_>>(),
        "tags": tag::encode_all(&view.tags),
        "notifications": !usercom.notifications_off,
        "facebook_url": text(view, "facebook_url"),
        "linkedin_url": text(view, "linkedin_url"),
        "twitter_url": text(view, "twitter_url"),
        "google_url": text(view, "google_url"),
        "last_contacted": instant_text(view, "last_contacted"),
        "custom_id": person.custom_id,
        "web_push_subscription": false,
        "assigned_to": usercom.assigned_to,
    }));
    for (field, value) in view.attributes() {
        // A request with this key would set the standard field.
        if StandardField::find(Subject::Person, &field.slug).is_none() {
            object.entry(&field.slug).or_insert_with(|| value.cloned().unwrap_or_default());
        }
    }
    Value::Object(object)
}

/// Returns the members of an object.
pub(crate) fn into_object(object: Value) -> Map<String, Value> {
    match object {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Returns the first and last name, else the e-mail address, else null.
fn name(view: &PersonView) -> Value {
    match view.person.name() {
        name if name.is_empty() => email(view),
        name => Value::from(name),
    }
}

fn email(view: &PersonView) -> Value {
    Value::from(view.person.email.as_ref().map(Email::as_str))
}

fn companies(view: &PersonView) -> Vec<Value> {
    let company = |employment: &Employment| {
        json!({
            "id": employment.company,
            "name": employment.name,
            "member_since": instant::format(employment.since),
        })
    };
    view.companies.iter().map(company).collect()
}

fn text<'a>(view: &'a PersonView, name: &str) -> Option<&'a str> {
    view.person.usercom.texts.get(name).map(String::as_str)
}

fn instant_text(view: &PersonView, name: &str) -> Option<String> {
    view.person.usercom.instants.get(name).copied().map(instant::format)
}
