//! Requests that create or change a company.

use std::collections::BTreeMap;

use roster_model::{Company, CompanyEdit, Error, PersonRef, Problem, Subject, Undefined};
use serde_json::Value;

use crate::usercom::{
    Body, attribute,
    convert::{decode_name, decode_text, set_value, to_entry},
    field_reader::FieldReader,
    standard::{read_only_errors, with_standard_names},
};

/// Decodes the fields of a company, in the names of either version or by label. Read-only fields are
/// ignored, so that a client can send back a response.
pub fn decode_edit(body: &Body) -> CompanyEdit {
    let (body, ambiguous) = with_standard_names(body, Subject::Company);
    let body = &*body;
    let mut reader = FieldReader::new(body);
    let custom_id = reader.alias("custom_id", "company_id");
    let size = reader.alias("size", "approx_employees");
    let mut edit = CompanyEdit {
        name: reader.non_empty_text("name"),
        custom_id: reader.text(custom_id),
        texts: decode_texts(&mut reader),
        phones: decode_phones(&mut reader),
        size: reader.integer(size),
        assigned_to: reader.integer("assigned_to"),
        tags: reader.list("tags", decode_name).unwrap_or_default(),
        undefined: Undefined::Ignore,
        errors: reader.errors,
        ..CompanyEdit::default()
    };
    let (attributes, errors) = attribute::attributes_in(body, Subject::Company);
    edit.attributes = attributes;
    edit.errors.extend(errors);
    edit.errors.extend(ambiguous);
    edit
}

/// Decodes `{"attribute": name, "value": value}`, which sets one field or attribute. An undefined
/// attribute becomes defined.
///
/// # Errors
/// [`Error::Invalid`] if either is missing, or the field is read-only.
pub fn decode_set_attribute(body: &Body) -> Result<CompanyEdit, Error> {
    let single = attribute::decode_pair(body, Subject::Company)?;
    let edit = with_error_field(decode_edit(&single), "value");
    Ok(CompanyEdit { undefined: Undefined::Define, ..edit })
}

/// Decodes `{name: value, ...}`, which sets several fields and attributes.
pub fn decode_set_attributes(body: &Body) -> CompanyEdit {
    let mut edit = CompanyEdit { undefined: Undefined::Define, ..decode_edit(body) };
    edit.errors.extend(read_only_errors(body, Subject::Company));
    edit
}

/// Decodes `{"attribute": name}`, which removes the value of one field or attribute.
///
/// # Errors
/// [`Error::Invalid`] if the name is missing, or the field is read-only.
pub fn decode_remove_attribute(body: &Body) -> Result<CompanyEdit, Error> {
    let single = attribute::decode_removal(body, Subject::Company)?;
    Ok(with_error_field(decode_edit(&single), "attribute"))
}

/// Reports the errors of the only field of a request under the name of the part that is at fault.
fn with_error_field(mut edit: CompanyEdit, field: &str) -> CompanyEdit {
    for error in &mut edit.errors {
        field.clone_into(&mut error.field);
    }
    edit
}

/// Decodes the user of `add_member` and `remove_member`: `user_id`, a number, or `user_custom_id`.
///
/// # Errors
/// [`Error::Invalid`] if both are missing.
pub fn decode_member(body: &Body) -> Result<PersonRef, Error> {
    let mut reader = FieldReader::new(body);
    if let Some(custom_id) = set_value(reader.text("user_custom_id")) {
        return Ok(PersonRef::CustomId(custom_id));
    }
    match reader.required_integer("user_id") {
        Some(number) => Ok(PersonRef::Number(number)),
        None => Err(Error::Invalid(reader.errors)),
    }
}

fn decode_texts(reader: &mut FieldReader<'_>) -> BTreeMap<String, Option<String>> {
    Company::TEXTS.iter().filter_map(|(name, _)| to_entry(name, reader.text(name))).collect()
}

/// Decodes a list of texts. Clients also send a single text, or null for an empty list.
fn decode_phones(reader: &mut FieldReader<'_>) -> Option<Vec<String>> {
    match reader.raw("phone_numbers")? {
        Value::Null => Some(Vec::new()),
        Value::Array(_) => reader.list("phone_numbers", decode_text),
        single => match decode_text(single) {
            Ok(phone) => Some(vec![phone]),
            Err(Problem::Empty) => Some(Vec::new()),
            Err(problem) => reader.add_error("phone_numbers", problem),
        },
    }
}
