//! Requests that create or change a company.

use std::collections::BTreeMap;

use roster_model::{Company, CompanyEdit, Error, PersonRef, Problem, Undefined};
use serde_json::Value;

use crate::usercom::{
    Body, attribute,
    convert::{decode_name, decode_text, set_value, to_entry},
    field_reader::FieldReader,
};

/// The standard fields besides [`Company::TEXTS`], in the names of both versions. Read-only ones
/// are ignored, so that a client can send back a response.
const STANDARD: [&str; 13] = [
    "name",
    "custom_id",
    "company_id",
    "phone_numbers",
    "size",
    "approx_employees",
    "assigned_to",
    "tags",
    "id",
    "employees",
    "attributes",
    "created_at",
    "updated_at",
];

/// Decodes the fields of a company, in the names of either version.
pub fn decode_edit(body: &Body) -> CompanyEdit {
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
    let (attributes, errors) = attribute::attributes_in(body, is_standard);
    edit.attributes = attributes;
    edit.errors.extend(errors);
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

fn is_standard(name: &str) -> bool {
    STANDARD.contains(&name) || Company::TEXTS.iter().any(|(known, _)| *known == name)
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
