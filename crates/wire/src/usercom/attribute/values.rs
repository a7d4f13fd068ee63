//! Requests that set or remove attributes.

use roster_model::{CustomData, Error, FieldError, PersonEdit, Problem, Undefined};
use serde_json::Value;

use crate::usercom::{Body, convert::contains_nul, field_reader::FieldReader};

/// Decodes `{"attribute": name, "value": value}`, which sets one attribute. An undefined attribute
/// becomes defined.
///
/// # Errors
/// [`Error::Invalid`] if either is missing.
pub fn decode_set(body: &Body) -> Result<PersonEdit, Error> {
    let mut reader = FieldReader::new(body);
    let name = reader.required_text("attribute");
    let value = reader.value("value").cloned();
    if value.is_none() {
        reader.errors.push(FieldError::new("value", Problem::Required));
    }
    match (name, value, reader.errors) {
        (Some(name), Some(value), errors) if errors.is_empty() => {
            Ok(change_of(CustomData::from_iter([(name, value)])))
        }
        (_, _, errors) => Err(Error::Invalid(errors)),
    }
}

/// Decodes `{name: value, ...}`, which sets several attributes.
pub fn decode_set_many(body: &Body) -> PersonEdit {
    change_of(body.fields.clone())
}

/// Decodes `{"attribute": name}`, which removes one attribute.
///
/// # Errors
/// [`Error::Invalid`] if the name is missing.
pub fn decode_name(body: &Body) -> Result<String, Error> {
    let mut reader = FieldReader::new(body);
    let name = reader.required_text("attribute");
    name.ok_or(Error::Invalid(reader.errors))
}

/// Returns the fields of a body that are custom attributes: all that are not standard fields.
pub(crate) fn attributes_in(
    body: &Body,
    is_standard: impl Fn(&str) -> bool,
) -> (CustomData, Vec<FieldError>) {
    let custom = body.fields.iter().filter(|(name, _)| !is_standard(name));
    let attributes: CustomData =
        custom.map(|(name, value)| (name.clone(), value.clone())).collect();
    let errors = check_storable(&attributes);
    (attributes, errors)
}

/// Returns a change of these attributes only, which defines the undefined ones.
pub(crate) fn change_of(attributes: CustomData) -> PersonEdit {
    let errors = check_storable(&attributes);
    PersonEdit { attributes, undefined: Undefined::Define, errors, ..PersonEdit::default() }
}

fn check_storable(attributes: &CustomData) -> Vec<FieldError> {
    let has_nul = |(name, value): &(&String, &Value)| name.contains('\0') || contains_nul(value);
    let found = attributes.iter().filter(has_nul);
    found.map(|(name, _)| FieldError::new(name, Problem::Unstorable)).collect()
}
