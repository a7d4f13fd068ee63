//! Events, in both directions.

use roster_model::{
    Error, Event, FieldError, NewOccurrence, Occurred, Occurrence, PersonRef, Problem,
};
use serde_json::{Value, json};

use super::{
    Body, Version, View,
    convert::{holds_nul, set, whole},
    instant,
    reader::Reader,
};

/// A sort of event as an object.
pub fn event(event: &Event) -> Value {
    json!({
        "id": event.number,
        "name": event.name,
        "created_at": instant::write(event.created_at),
    })
}

/// One occurrence as an object.
pub fn occurrence(view: &View, occurrence: &Occurrence) -> Value {
    let person = match view.version {
        Version::V1 => "client",
        Version::V2 => "user_id",
    };
    json!({
        "id": occurrence.number,
        person: occurrence.person,
        "timestamp": instant::write(occurrence.at),
        "items": if occurrence.data.is_null() { json!({}) } else { occurrence.data.clone() },
        "event": occurrence.name,
        "event_id": occurrence.event,
    })
}

/// What the report of an event answers.
pub fn occurred(occurred: Occurred) -> Value {
    json!({ "id": occurred.event, "created": occurred.created })
}

/// `{"name": ..., "timestamp": ..., "data": ...}` of a person named in the body: `client` (first
/// version) or `user_id` (second), a number, or the key of an anonymous visitor in its place.
///
/// # Errors
/// [`Error::Invalid`] when nobody is named.
pub fn new_event(body: &Body, version: Version) -> Result<(PersonRef, NewOccurrence), Error> {
    let occurrence = new_event_of(body);
    let mut reader = Reader::new(body);
    let name = match version {
        Version::V1 => reader.name_of("client", "user_id"),
        Version::V2 => reader.name_of("user_id", "client"),
    };
    let person = match reader.raw(name) {
        Some(value) if whole(value).is_some() => whole(value).map(PersonRef::Number),
        _ => reader.required_text(name).map(PersonRef::Key),
    };
    match person {
        Some(person) => Ok((person, occurrence)),
        None => Err(Error::Invalid([occurrence.errors, reader.errors].concat())),
    }
}

/// The same, of a person named in the path.
pub fn new_event_of(body: &Body) -> NewOccurrence {
    let mut reader = Reader::new(body);
    let name = reader.required_text("name");
    let at = set(reader.instant("timestamp"));
    let data = reader.raw("data").cloned().unwrap_or_default();
    if holds_nul(&data) {
        reader.errors.push(FieldError::new("data", Problem::Unstorable));
    }
    NewOccurrence { name, at, data, errors: reader.errors }
}
