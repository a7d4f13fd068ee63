//! Requests with submissions.

use jiff::Timestamp;
use roster_model::{Error, FieldError, Problem, Submission};
use serde_json::{Map, Value};

use crate::{
    Element, Format,
    commcare::{ErrorContext, ErrorResponse, instant, messages, values},
    json, parse_element,
};

/// The maximum number of submissions in one request.
pub const MAX_SUBMISSIONS: usize = 1_000;

/// Decodes submissions: a JSON object or array of `{instance_id, user_id, received_on?,
/// completed_on?}`, or forms as CommCare forwards them, in JSON or, one per request, in XML.
///
/// # Errors
/// 415 and 400 as for any body; 400 with the index of each invalid submission.
pub fn decode(content_type: Option<&str>, bytes: &[u8]) -> Result<Vec<Submission>, ErrorResponse> {
    let decoded = match Format::from_content_type(content_type) {
        None => return Err(ErrorResponse::unsupported_media_type()),
        Some(Format::Xml) => {
            let form = parse_element(bytes).map_err(|error| ErrorResponse::bad_xml(&error))?;
            vec![from_element(&form)]
        }
        Some(Format::Json) => {
            match json::parse(bytes).map_err(|error| ErrorResponse::bad_json(&error))? {
                Value::Array(items) => items.iter().map(from_value).collect(),
                single => vec![from_value(&single)],
            }
        }
    };
    if decoded.len() > MAX_SUBMISSIONS {
        return Err(response(&Error::invalid_field("", Problem::TooMany(MAX_SUBMISSIONS))));
    }
    let mut submissions = Vec::with_capacity(decoded.len());
    let mut errors = Vec::new();
    for (index, decoded) in decoded.into_iter().enumerate() {
        match decoded {
            Ok(submission) => submissions.push(submission),
            Err(found) => errors.extend(found.into_iter().map(|error| error.at(index))),
        }
    }
    if errors.is_empty() { Ok(submissions) } else { Err(response(&Error::Invalid(errors))) }
}

fn response(error: &Error) -> ErrorResponse {
    ErrorResponse::from_error(error, ErrorContext::General)
}

fn from_value(value: &Value) -> Result<Submission, Vec<FieldError>> {
    let Some(map) = value.as_object() else { return Err(vec![values::not_an_object()]) };
    if let Err(problem) = values::check_storable(value) {
        return Err(vec![FieldError::new("", problem)]);
    }
    if map.contains_key("instance_id") {
        let text = |key: &str| map.get(key).and_then(text_content);
        return submission([
            ("instance_id", text("instance_id")),
            ("user_id", text("user_id")),
            ("received_on", text("received_on")),
            ("completed_on", text("completed_on")),
        ]);
    }
    let meta = find_meta(value);
    let text = |name: &str| meta.and_then(|meta| get_local(meta, name)).and_then(text_content);
    submission([
        ("instance_id", text("instanceID")),
        ("user_id", text("userID")),
        ("received_on", map.get("received_on").and_then(text_content)),
        ("completed_on", text("timeEnd")),
    ])
}

fn from_element(form: &Element) -> Result<Submission, Vec<FieldError>> {
    let meta = find_meta_element(form);
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

/// Builds a submission from its four values, each with the name of its field for errors.
fn submission(values: [(&str, Option<String>); 4]) -> Result<Submission, Vec<FieldError>> {
    let mut errors = Vec::new();
    let values = values.map(|(field, value)| (field, value.filter(|value| !value.is_empty())));
    let [instance, user, received, completed] = values;
    let mut required = |(field, value): (&str, Option<String>)| {
        if value.is_none() {
            errors.push(FieldError::new(field, Problem::Required));
        }
        value.unwrap_or_default()
    };
    let (instance_id, user_id) = (required(instance), required(user));
    let mut instant = |(field, value): (&str, Option<String>)| -> Option<Timestamp> {
        let text = value?;
        let parsed = instant::parse(&text);
        if parsed.is_none() {
            errors.push(FieldError::new(field, messages::invalid_instant(field, &text)));
        }
        parsed
    };
    let (received_on, completed_on) = (instant(received), instant(completed));
    if errors.is_empty() {
        Ok(Submission { instance_id, user_id, received_on, completed_on })
    } else {
        Err(errors)
    }
}

/// Returns the metadata block of a form: the outermost `meta` with an `instanceID`, with any
/// namespace prefix.
fn find_meta(value: &Value) -> Option<&Map<String, Value>> {
    match value {
        Value::Object(map) => {
            let own = get_local(map, "meta").and_then(Value::as_object);
            own.filter(|meta| get_local(meta, "instanceID").is_some())
                .or_else(|| map.values().find_map(find_meta))
        }
        Value::Array(items) => items.iter().find_map(find_meta),
        _ => None,
    }
}

fn find_meta_element(element: &Element) -> Option<&Element> {
    let own = element.child("meta").filter(|meta| meta.child("instanceID").is_some());
    own.or_else(|| element.children.iter().find_map(find_meta_element))
}

/// Returns the value of a key with any namespace prefix.
fn get_local<'a>(map: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    let matches = |key: &str| key.rsplit(':').next() == Some(name);
    map.iter().find(|(key, _)| matches(key)).map(|(_, value)| value)
}

/// Returns a text. The JSON form of an element with attributes is an object with the key `#text`.
fn text_content(value: &Value) -> Option<String> {
    let text = value.as_str().or_else(|| value.get("#text").and_then(Value::as_str));
    text.map(|text| text.trim().to_owned())
}
