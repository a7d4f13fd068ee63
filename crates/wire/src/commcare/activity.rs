//! What workers submit, as it is handed in to be counted.

use jiff::Timestamp;
use roster_model::{Error, FieldError, Problem, Submission};
use serde_json::{Map, Value, json};

use super::{Document, ErrorResponse, Occasion, instant, values};
use crate::{Element, Format, json as json_bytes, read_element};

/// The most submissions in one request.
pub const MAX_SUBMISSIONS: usize = 1_000;

/// Reads a JSON object or array of `{instance_id, user_id, received_on?, completed_on?}`, or forms
/// as CommCare forwards them, in JSON or, one by one, in XML.
///
/// # Errors
/// 415 and 400 as any body; 400 with the place of each submission that cannot be counted.
pub fn decode(content_type: Option<&str>, bytes: &[u8]) -> Result<Vec<Submission>, ErrorResponse> {
    let read = match Format::of_content_type(content_type) {
        None => return Err(ErrorResponse::unsupported_type()),
        Some(Format::Xml) => {
            let form = read_element(bytes).map_err(|bad| ErrorResponse::bad_body(&bad))?;
            vec![of_element(&form)]
        }
        Some(Format::Json) => {
            match json_bytes::read(bytes).map_err(|bad| ErrorResponse::bad_body(&bad))? {
                Value::Array(items) => items.iter().map(of_value).collect(),
                single => vec![of_value(&single)],
            }
        }
    };
    if read.len() > MAX_SUBMISSIONS {
        let error = Error::invalid_field("", Problem::TooMany(MAX_SUBMISSIONS));
        return Err(ErrorResponse::of(&error, Occasion::Plain));
    }
    let mut submissions = Vec::with_capacity(read.len());
    let mut errors = Vec::new();
    for (index, read) in read.into_iter().enumerate() {
        match read {
            Ok(submission) => submissions.push(submission),
            Err(found) => errors.extend(found.into_iter().map(|error| error.at(index))),
        }
    }
    if errors.is_empty() {
        Ok(submissions)
    } else {
        Err(ErrorResponse::of(&Error::Invalid(errors), Occasion::Plain))
    }
}

/// The answer: how many were counted, and how many had been before.
pub fn encode(accepted: u64, repeated: u64) -> Document {
    Document::Response(json!({ "accepted": accepted, "repeated": repeated }))
}

fn of_value(value: &Value) -> Result<Submission, Vec<FieldError>> {
    let Some(map) = value.as_object() else { return Err(vec![values::no_object()]) };
    if let Err(problem) = values::storable(value) {
        return Err(vec![FieldError::new("", problem)]);
    }
    if map.contains_key("instance_id") {
        let text = |key: &str| map.get(key).and_then(plain);
        return submission([
            ("instance_id", text("instance_id")),
            ("user_id", text("user_id")),
            ("received_on", text("received_on")),
            ("completed_on", text("completed_on")),
        ]);
    }
    let meta = meta_of_value(value);
    let text = |name: &str| meta.and_then(|meta| local(meta, name)).and_then(plain);
    submission([
        ("instance_id", text("instanceID")),
        ("user_id", text("userID")),
        ("received_on", map.get("received_on").and_then(plain)),
        ("completed_on", text("timeEnd")),
    ])
}

fn of_element(form: &Element) -> Result<Submission, Vec<FieldError>> {
    let meta = meta_of_element(form);
    let text = |name: &str| {
        meta.and_then(|meta| meta.child(name)).map(|child| child.text.trim().to_owned())
    };
    submission([
        ("instance_id", text("instanceID")),
        ("user_id", text("userID")),
        ("received_on", None),
        ("completed_on", text("timeEnd")),
    ])
}

/// The four values, each with the name under which it is told when it is wrong.
fn submission(values: [(&str, Option<String>); 4]) -> Result<Submission, Vec<FieldError>> {
    let mut errors = Vec::new();
    let values = values.map(|(field, value)| (field, value.filter(|value| !value.is_empty())));
    let [instance, user, received, completed] = values;
    let mut needed = |(field, value): (&str, Option<String>)| {
        if value.is_none() {
            errors.push(FieldError::new(field, Problem::Required));
        }
        value.unwrap_or_default()
    };
    let (instance_id, user_id) = (needed(instance), needed(user));
    let mut at = |(field, value): (&str, Option<String>)| -> Option<Timestamp> {
        let text = value?;
        let read = instant::read(&text);
        if read.is_none() {
            let told = format!("'{field}': '{text}' is no ISO 8601 date or datetime.");
            errors.push(FieldError::new(field, Problem::Other(told)));
        }
        read
    };
    let (received_on, completed_on) = (at(received), at(completed));
    if errors.is_empty() {
        Ok(Submission { instance_id, user_id, received_on, completed_on })
    } else {
        Err(errors)
    }
}

/// The block in which a form tells of itself: the nearest `meta` that names an instance, under
/// whatever prefix its namespace has.
fn meta_of_value(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Object(map) => {
            let own = local(map, "meta").and_then(Value::as_object);
            own.filter(|meta| local(meta, "instanceID").is_some())
                .or_else(|| map.values().find_map(meta_of_value))
        }
        Value::Array(items) => items.iter().find_map(meta_of_value),
        _ => None,
    }
}

fn meta_of_element(element: &Element) -> Option<&Element> {
    let own = element.child("meta").filter(|meta| meta.child("instanceID").is_some());
    own.or_else(|| element.children.iter().find_map(meta_of_element))
}

/// The value under a key, whatever prefix it has.
fn local<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let is_it = |key: &str| key.rsplit(':').next() == Some(name);
    map.iter().find(|(key, _)| is_it(key)).map(|(_, value)| value)
}

/// A text, also where attributes beside it have made it an object.
fn plain(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value.get("#text").and_then(Value::as_str));
    text.map(|text| text.trim().to_owned())
}
