//! Companies, as they go in.

use std::collections::BTreeMap;

use roster_model::{Company, CompanyEdit, Error, PersonRef, Problem, Undefined};
use serde_json::Value;

use super::{
    Body,
    convert::{name_item, named, set, text_item},
    reader::Reader,
    values,
};

/// Names that are no custom attributes: those of both versions that can be set, and those that come
/// out but cannot, which are ignored so that what was read can be sent back.
const KNOWN: [&str; 13] = [
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

/// What a body says of a company, in the names of either version.
pub fn company_edit(body: &Body) -> CompanyEdit {
    let mut reader = Reader::new(body);
    let custom_id = reader.name_of("custom_id", "company_id");
    let size = reader.name_of("size", "approx_employees");
    let mut edit = CompanyEdit {
        name: reader.set_text("name"),
        custom_id: reader.text(custom_id),
        texts: texts(&mut reader),
        phones: phones(&mut reader),
        size: reader.integer(size),
        assigned_to: reader.integer("assigned_to"),
        tags: reader.list("tags", name_item).unwrap_or_default(),
        undefined: Undefined::Ignore,
        errors: reader.errors,
        ..CompanyEdit::default()
    };
    let (attributes, errors) = values::custom(body, is_known);
    edit.attributes = attributes;
    edit.errors.extend(errors);
    edit
}

/// Whom `add_member` and `remove_member` are about: `user_id`, a number, or `user_custom_id`.
///
/// # Errors
/// [`Error::Invalid`] when neither is there.
pub fn member(body: &Body) -> Result<PersonRef, Error> {
    let mut reader = Reader::new(body);
    if let Some(custom_id) = set(reader.text("user_custom_id")) {
        return Ok(PersonRef::CustomId(custom_id));
    }
    match reader.required_integer("user_id") {
        Some(number) => Ok(PersonRef::Number(number)),
        None => Err(Error::Invalid(reader.errors)),
    }
}

fn is_known(name: &str) -> bool {
    KNOWN.contains(&name) || Company::TEXTS.iter().any(|(known, _)| *known == name)
}

fn texts(reader: &mut Reader<'_>) -> BTreeMap<String, Option<String>> {
    Company::TEXTS.iter().filter_map(|(name, _)| named(name, reader.text(name))).collect()
}

/// A list of texts; clients also send a single text, or null for none.
fn phones(reader: &mut Reader<'_>) -> Option<Vec<String>> {
    match reader.field("phone_numbers")? {
        Value::Null => Some(Vec::new()),
        Value::Array(_) => reader.list("phone_numbers", text_item),
        single => match text_item(single) {
            Ok(phone) => Some(vec![phone]),
            Err(Problem::Empty) => Some(Vec::new()),
            Err(problem) => reader.refuse("phone_numbers", problem),
        },
    }
}
