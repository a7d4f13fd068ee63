//! Requests that record an occurrence of an event.

use roster_model::{Error, FieldError, FieldType, NewOccurrence, PersonRef, Problem};
use serde_json::Value;

use crate::{
    json,
    usercom::{
        Body, Version,
        convert::{contains_nul, set_value, to_integer},
        field_reader::FieldReader,
    },
};

const NOT_AN_OBJECT: Problem = Problem::WrongType("an object");

/// Decodes an occurrence and its user. The user is in `client` (version 1) or `user_id` (version
/// 2): a number, or the key of an anonymous visitor.
///
/// # Errors
/// [`Error::Invalid`] if the user is missing.
pub fn decode_create(body: &Body, version: Version) -> Result<(PersonRef, NewOccurrence), Error> {
    let occurrence = decode_occurrence(body);
    let mut reader = FieldReader::new(body);
    let name = match version {
        Version::V1 => reader.alias("client", "user_id"),
        Version::V2 => reader.alias("user_id", "client"),
    };
    let user = match reader.value(name) {
        Some(value) if to_integer(value).is_some() => to_integer(value).map(PersonRef::Number),
        _ => reader.required_text(name).map(PersonRef::Key),
    };
    match user {
        Some(user) => Ok((user, occurrence)),
        None => Err(Error::Invalid([occurrence.errors, reader.errors].concat())),
    }
}

/// Decodes `{"name": ..., "timestamp": ..., "data": ...}`. The name must be a text, and the data an
/// object or null; a form has the object as JSON text.
pub fn decode_occurrence(body: &Body) -> NewOccurrence {
    let mut reader = FieldReader::new(body);
    let name = match reader.value("name") {
        Some(Value::Number(_)) => reader.add_error("name", Problem::NotOfType(FieldType::String)),
        _ => reader.required_text("name"),
    };
    let at = set_value(reader.instant("timestamp"));
    let data = match reader.value("data") {
        None | Some(Value::Null) => Value::Null,
        Some(object @ Value::Object(_)) => object.clone(),
        Some(Value::String(text)) if body.form && text.trim().is_empty() => Value::Null,
        Some(Value::String(text)) if body.form => {
            let parsed = json::parse(text.as_bytes()).ok().filter(Value::is_object);
            parsed.unwrap_or_else(|| reader.add_error("data", NOT_AN_OBJECT))
        }
        Some(_) => reader.add_error("data", NOT_AN_OBJECT),
    };
    if contains_nul(&data) {
        reader.errors.push(FieldError::new("data", Problem::Unstorable));
    }
    NewOccurrence { name, at, data, errors: reader.errors }
}
