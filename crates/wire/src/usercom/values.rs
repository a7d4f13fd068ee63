//! Values of custom attributes: out, and in one by one.

use roster_model::{CustomData, Fault, Field, Flaw, PersonEdit, Problem, Undefined};
use serde_json::{Value, json};

use super::Body;
use super::convert::holds_nul;
use super::reader::Reader;

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
/// [`Fault::Invalid`] when either is missing.
pub fn set_attribute(body: &Body) -> Result<PersonEdit, Fault> {
    let mut reader = Reader::new(body);
    let name = reader.required_text("attribute");
    let value = reader.raw("value").cloned();
    if value.is_none() {
        reader.flaws.push(Flaw::new("value", Problem::Required));
    }
    match (name, value, reader.flaws) {
        (Some(name), Some(value), flaws) if flaws.is_empty() => {
            Ok(edit(CustomData::from_iter([(name, value)])))
        }
        (_, _, flaws) => Err(Fault::Invalid(flaws)),
    }
}

/// `{"name": value, ...}`, which sets many.
pub fn set_attributes(body: &Body) -> PersonEdit {
    edit(body.fields.clone())
}

/// `{"attribute": name}`, which removes one.
///
/// # Errors
/// [`Fault::Invalid`] when it is missing.
pub fn attribute_name(body: &Body) -> Result<String, Fault> {
    let mut reader = Reader::new(body);
    let name = reader.required_text("attribute");
    name.ok_or(Fault::Invalid(reader.flaws))
}

/// The custom attributes among the fields of a body: all that are not `known`.
pub(super) fn custom(body: &Body, known: impl Fn(&str) -> bool) -> (CustomData, Vec<Flaw>) {
    let of_the_client = body.fields.iter().filter(|(name, _)| !known(name));
    let attributes: CustomData =
        of_the_client.map(|(name, value)| (name.clone(), value.clone())).collect();
    let flaws = unstorable(&attributes);
    (attributes, flaws)
}

/// A change of custom attributes alone, which defines those that nobody has.
pub(super) fn edit(attributes: CustomData) -> PersonEdit {
    let flaws = unstorable(&attributes);
    PersonEdit { attributes, undefined: Undefined::Define, flaws, ..PersonEdit::default() }
}

fn unstorable(attributes: &CustomData) -> Vec<Flaw> {
    let at_fault = |(name, value): &(&String, &Value)| name.contains('\0') || holds_nul(value);
    let found = attributes.iter().filter(at_fault);
    found.map(|(name, _)| Flaw::new(name, Problem::Unstorable)).collect()
}
