//! Requests that define an attribute.

use roster_model::{FieldType, NewAttribute, Problem, Subject};

use crate::usercom::{Body, convert::decode_text, field_reader::FieldReader};

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

/// The content types. The service has more, for example deals and products, which Roster does not
/// have.
const SUBJECTS: [(&str, Subject); 3] =
    [("clientuser", Subject::Person), ("user", Subject::Person), ("company", Subject::Company)];

/// Decodes `{"name": ..., "value_type": ..., "content_type": ...}`, and `choices` for the type
/// `fixed`.
pub fn decode_create(body: &Body) -> NewAttribute {
    let mut reader = FieldReader::new(body);
    let name = reader.required_text("name");
    let value_type = reader.choice("value_type", &TYPES).unwrap_or_default();
    let subject = reader.choice("content_type", &SUBJECTS).unwrap_or(Subject::Person);
    let choices = match reader.list("choices", decode_text) {
        Some(choices) => choices,
        None if value_type == FieldType::Fixed && reader.value("choices").is_none() => {
            reader.add_error("choices", Problem::Required)
        }
        None => Vec::new(),
    };
    NewAttribute { name, value_type, subject, choices, errors: reader.errors }
}
