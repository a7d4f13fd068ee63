//! Operations on several users: merging them, and changing one attribute of each.

use roster_model::{
    Error, FieldError, PersonEdit, PersonRef, Problem, StandardField, Subject, Undefined,
};
use serde_json::{Map, Value};

use super::request::{decode_edit, with_error_field};
use crate::usercom::{
    Body,
    convert::{decode_integer, decode_text},
    field_reader::FieldReader,
};

/// Users to merge into one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The number of the user that remains.
    pub parent: i64,
    /// The numbers of the users that are merged into the other one and deleted.
    pub others: Vec<i64>,
}

/// A change of several users.
#[derive(Clone, Debug, PartialEq)]
pub struct BulkEdit {
    /// The users. Unknown ones are ignored.
    pub people: Vec<PersonRef>,
    /// The change.
    pub edit: PersonEdit,
}

/// The standard attributes that can be changed, according to the published page.
const STANDARD: [&str; 22] = [
    "assigned_to",
    "city",
    "company_id",
    "country",
    "email",
    "facebook_url",
    "first_name",
    "gender",
    "google_url",
    "gravatar_url",
    "last_name",
    "linkedin_url",
    "notifications",
    "phone_number",
    "region",
    "score",
    "status",
    "timezone",
    "twitter_url",
    "unsubscribed",
    "user_id",
    "custom_id",
];

/// Decodes `{"parent": number, "users_list": [number, ...]}`. The sample of the service has
/// `user_list`.
///
/// # Errors
/// [`Error::Invalid`] if either is missing or invalid.
pub fn decode_merge(body: &Body) -> Result<Merge, Error> {
    let mut reader = FieldReader::new(body);
    let parent = reader.required_integer("parent");
    let list = if body.fields.contains_key("user_list") { "user_list" } else { "users_list" };
    let others = reader.required_list(list, decode_integer);
    match (parent, others) {
        (Some(parent), Some(others)) if reader.errors.is_empty() => Ok(Merge { parent, others }),
        _ => Err(Error::Invalid(reader.errors)),
    }
}

/// Decodes `{"ids": [...], "attribute": name, "value": value}` for a standard attribute. The ids
/// are custom ids if `by_custom_id` is true, else numbers.
///
/// # Errors
/// [`Error::Invalid`] if one of the three is missing or invalid.
pub fn decode_standard(body: &Body, by_custom_id: bool) -> Result<BulkEdit, Error> {
    let (people, attribute, value) = decode(body, by_custom_id)?;
    match StandardField::find(Subject::Person, &attribute) {
        Some(field) if STANDARD.contains(&field.name) => {
            Ok(BulkEdit { people, edit: edit_of(attribute, value, body.form) })
        }
        _ => Err(Error::invalid_field("attribute", Problem::UnknownChoice(attribute))),
    }
}

/// Decodes the same for a custom attribute. An undefined attribute becomes defined. A standard field
/// can be set as well, if it is not read-only.
///
/// # Errors
/// [`Error::Invalid`] if one of the three is missing or invalid.
pub fn decode_custom(body: &Body, by_custom_id: bool) -> Result<BulkEdit, Error> {
    let (people, attribute, value) = decode(body, by_custom_id)?;
    if StandardField::find(Subject::Person, &attribute).is_some_and(|field| !field.writable) {
        return Err(Error::invalid_field("attribute", Problem::NotEditable));
    }
    Ok(BulkEdit { people, edit: edit_of(attribute, value, body.form) })
}

fn edit_of(attribute: String, value: Value, form: bool) -> PersonEdit {
    let single = Body { fields: Map::from_iter([(attribute, value)]), form };
    with_error_field(decode_edit(&single, Undefined::Define), "value")
}

fn decode(body: &Body, by_custom_id: bool) -> Result<(Vec<PersonRef>, String, Value), Error> {
    let mut reader = FieldReader::new(body);
    let people = if by_custom_id {
        reader.required_list("ids", |item| decode_text(item).map(PersonRef::CustomId))
    } else {
        reader.required_list("ids", |item| decode_integer(item).map(PersonRef::Number))
    };
    let attribute = reader.required_text("attribute");
    let value = reader.value("value").cloned();
    if value.is_none() {
        reader.errors.push(FieldError::new("value", Problem::Required));
    }
    match (people, attribute, value) {
        (Some(people), Some(attribute), Some(value)) if reader.errors.is_empty() => {
            Ok((people, attribute, value))
        }
        _ => Err(Error::Invalid(reader.errors)),
    }
}
