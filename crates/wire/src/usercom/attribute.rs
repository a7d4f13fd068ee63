//! Definitions of custom attributes, in both directions.

use roster_model::{Attribute, FieldType, NewAttribute, Problem, Subject};
use serde_json::{Value, json};

use super::{Body, Version, View, convert::text_item, reader::Reader};

const TYPES: [(&str, FieldType); 8] = [
    ("string", FieldType::String),
    ("integer", FieldType::Integer),
    ("float", FieldType::Float),
    ("boolean", FieldType::Boolean),
    ("date", FieldType::Date),
    ("datetime", FieldType::DateTime),
    ("fixed", FieldType::Fixed),
    ("json", FieldType::Json),
];

/// The service has attributes of deals, products and the like too, which are not kept here.
const SUBJECTS: [(&str, Subject); 3] =
    [("clientuser", Subject::Person), ("user", Subject::Person), ("company", Subject::Company)];

/// A definition as an object.
pub fn attribute(view: &View, attribute: &Attribute) -> Value {
    let Attribute { field, subject } = attribute;
    let mut object = json!({
        "id": field.number,
        "name": field.label,
        "name_std": field.slug,
        "value_type": field.value_type.as_str(),
        "content_type": content_type(view.version, *subject),
    });
    if field.value_type == FieldType::Fixed {
        object["choices"] = Value::from(field.choices.clone());
    }
    object
}

/// `{"name": ..., "value_type": ..., "content_type": ...}`, and `choices` for `fixed`.
pub fn new_attribute(body: &Body) -> NewAttribute {
    let mut reader = Reader::new(body);
    let name = reader.required_text("name");
    let value_type = reader.choice("value_type", &TYPES).unwrap_or_default();
    let subject = reader.choice("content_type", &SUBJECTS).unwrap_or(Subject::Person);
    let choices = match reader.list("choices", text_item) {
        Some(choices) => choices,
        None if value_type == FieldType::Fixed && reader.raw("choices").is_none() => {
            reader.refuse("choices", Problem::Required)
        }
        None => Vec::new(),
    };
    NewAttribute { name, value_type, subject, choices, errors: reader.errors }
}

/// The first version shows another name than it takes.
fn content_type(version: Version, subject: Subject) -> &'static str {
    match (version, subject) {
        (Version::V1, Subject::Person) => "user",
        (Version::V2, Subject::Person) => "clientuser",
        (_, Subject::Company) => "company",
    }
}
