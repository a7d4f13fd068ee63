//! Values of custom attributes: out, and in one by one.

use roster_model::{CustomData, Error, Field, FieldError, PersonEdit, Problem, Undefined};
use serde_json::{Value, json};

use super::{Body, convert::holds_nul, reader::Reader};

/// The attributes that have a value, as the first version lists them.
pub(super) fn attribute_values<'a>(
    attributes: impl Iterator<Item = (&'a Field, Option<&'a Value>)>,
) -> Vec<Value> {
    let shown = attributes.filter_map(|(field, value)| {
        Some(json!({
            "id": field.number,
            "name": field.label,
            "name_std": field.slug,
            "value": value?,
            "description": "",
            "value_type": field.value_type.as_str(),
        }))
    });
    shown.collect()
}

/// `{"attribute": name, "value": value}`, which sets one attribute and defines it when nobody has.
///
/// # Errors
/// [`Error::Invalid`] when either is missing.
pub fn set_attribute(body: &Body) -> Result<PersonEdit, Error> {
    let mut reader = Reader::new(body);
    let name = reader.required_text("attribute");
    let value = reader.raw("value").cloned();
    if value.is_none() {
        reader.errors.push(FieldError::new("value", Problem::Required));
    }
    match (name, value, reader.errors) {
        (Some(name), Some(value), errors) if errors.is_empty() => {
            Ok(edit(CustomData::from_iter([(name, value)])))
        }
        (_, _, errors) => Err(Error::Invalid(errors)),
    }
}

/// `{"name": value, ...}`, which sets many.
pub fn set_attributes(body: &Body) -> PersonEdit {
    edit(body.fields.clone())
}

/// `{"attribute": name}`, which removes one.
///
/// # Errors
/// [`Error::Invalid`] when it is missing.
pub fn attribute_name(body: &Body) -> Result<String, Error> {
    let mut reader = Reader::new(body);
    let name = reader.required_text("attribute");
    name.ok_or(Error::Invalid(reader.errors))
}

/// The custom attributes among the fields of a body: all that are not `known`.
pub(super) fn custom(body: &Body, known: impl Fn(&str) -> bool) -> (CustomData, Vec<FieldError>) {
    let of_the_client = body.fields.iter().filter(|(name, _)| !known(name));
    let attributes: CustomData =
        of_the_client.map(|(name, value)| (name.clone(), value.clone())).collect();
    let errors = unstorable(&attributes);
    (attributes, errors)
}

/// A change of custom attributes alone, which defines those that nobody has.
pub(super) fn edit(attributes: CustomData) -> PersonEdit {
    let errors = unstorable(&attributes);
    PersonEdit { attributes, undefined: Undefined::Define, errors, ..PersonEdit::default() }
}

fn unstorable(attributes: &CustomData) -> Vec<FieldError> {
    let at_fault = |(name, value): &(&String, &Value)| name.contains('\0') || holds_nul(value);
    let found = attributes.iter().filter(at_fault);
    found.map(|(name, _)| FieldError::new(name, Problem::Unstorable)).collect()
}
