//! What is done to many users at once: merging, and setting one attribute of each.

use roster_model::{CustomData, Error, FieldError, PersonEdit, PersonRef, Problem, Undefined};
use serde_json::{Map, Value};

use super::{
    Body,
    convert::{number_item, text_item},
    person_edit,
    reader::Reader,
    values,
};

/// Users to become one.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Merge {
    /// The one who stays.
    pub parent: i64,
    /// Those who become part of them.
    pub others: Vec<i64>,
}

/// A change of many users.
#[derive(Clone, Debug, PartialEq)]
pub struct Mass {
    /// Of whom; unknown ones are passed over.
    pub people: Vec<PersonRef>,
    /// The change.
    pub edit: PersonEdit,
}

/// The standard attributes: those that the published page says can be set.
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

/// `{"parent": number, "users_list": [number, ...]}`; the service's own sample says `user_list`.
///
/// # Errors
/// [`Error::Invalid`] when either is missing or no number.
pub fn merge(body: &Body) -> Result<Merge, Error> {
    let mut reader = Reader::new(body);
    let parent = reader.required_integer("parent");
    let list = if body.fields.contains_key("user_list") { "user_list" } else { "users_list" };
    let others = reader.required_list(list, number_item);
    match (parent, others) {
        (Some(parent), Some(others)) if reader.errors.is_empty() => Ok(Merge { parent, others }),
        _ => Err(Error::Invalid(reader.errors)),
    }
}

/// `{"ids": [...], "attribute": name, "value": value}` for a standard attribute. Without
/// `by_custom_id` the ids are numbers.
///
/// # Errors
/// [`Error::Invalid`] when one of the three is missing or at fault.
pub fn mass_standard(body: &Body, by_custom_id: bool) -> Result<Mass, Error> {
    let (people, attribute, value) = read(body, by_custom_id)?;
    if !STANDARD.contains(&attribute.as_str()) {
        return Err(Error::invalid_field("attribute", Problem::UnknownChoice(attribute)));
    }
    let one = Body { fields: Map::from_iter([(attribute, value)]), form: body.form };
    let mut edit = person_edit(&one, Undefined::Ignore);
    for error in &mut edit.errors {
        "value".clone_into(&mut error.field);
    }
    Ok(Mass { people, edit })
}

/// The same for a custom attribute, which is defined when nobody has.
///
/// # Errors
/// [`Error::Invalid`] when one of the three is missing or at fault.
pub fn mass_custom(body: &Body, by_custom_id: bool) -> Result<Mass, Error> {
    let (people, attribute, value) = read(body, by_custom_id)?;
    Ok(Mass { people, edit: values::edit(CustomData::from_iter([(attribute, value)])) })
}

fn read(body: &Body, by_custom_id: bool) -> Result<(Vec<PersonRef>, String, Value), Error> {
    let mut reader = Reader::new(body);
    let people = if by_custom_id {
        reader.required_list("ids", |item| text_item(item).map(PersonRef::CustomId))
    } else {
        reader.required_list("ids", |item| number_item(item).map(PersonRef::Number))
    };
    let attribute = reader.required_text("attribute");
    let value = reader.raw("value").cloned();
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
