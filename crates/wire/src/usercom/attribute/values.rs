//! Requests that set or remove attributes.

use roster_model::{CustomData, Error, FieldError, Problem, StandardField, Subject};
use serde_json::{Map, Value};

use crate::usercom::{Body, convert::contains_nul, field_reader::FieldReader};

/// Decodes `{"attribute": name, "value": value}` into a body with this field only.
///
/// # Errors
/// [`Error::Invalid`] if either is missing, or the field is read-only.
pub(crate) fn decode_pair(body: &Body, subject: Subject) -> Result<Body, Error> {
    let mut reader = FieldReader::new(body);
    let name = reader.required_text("attribute");
    let value = reader.raw("value").cloned();
    if value.is_none() {
        reader.errors.push(FieldError::new("value", Problem::Required));
    }
    match (name, value, reader.errors) {
        (Some(name), Some(value), errors) if errors.is_empty() => {
            single(name, value, body.form, subject)
        }
        (_, _, errors) => Err(Error::Invalid(errors)),
    }
}

/// Decodes `{"attribute": name}` into a body that removes the value of this field.
///
/// # Errors
/// [`Error::Invalid`] if the name is missing, or the field is read-only.
pub(crate) fn decode_removal(body: &Body, subject: Subject) -> Result<Body, Error> {
    let mut reader = FieldReader::new(body);
    match reader.required_text("attribute") {
        Some(name) => single(name, Value::Null, body.form, subject),
        None => Err(Error::Invalid(reader.errors)),
    }
}

fn single(name: String, value: Value, form: bool, subject: Subject) -> Result<Body, Error> {
    if StandardField::find(subject, &name).is_some_and(|field| !field.writable) {
        return Err(Error::invalid_field("attribute", Problem::NotEditable));
    }
    Ok(Body { fields: Map::from_iter([(name, value)]), form })
}

/// Returns the fields of a body that are custom attributes: all that are not standard fields.
pub(crate) fn attributes_in(body: &Body, subject: Subject) -> (CustomData, Vec<FieldError>) {
    let is_custom = |name: &str| StandardField::find(subject, name).is_none();
    let custom = body.fields.iter().filter(|(name, _)| is_custom(name));
    let attributes: CustomData =
        custom.map(|(name, value)| (name.clone(), value.clone())).collect();
    let has_nul = |(name, value): &(&String, &Value)| name.contains('\0') || contains_nul(value);
    let found = attributes.iter().filter(has_nul);
    let errors = found.map(|(name, _)| FieldError::new(name, Problem::Unstorable)).collect();
    (attributes, errors)
}
