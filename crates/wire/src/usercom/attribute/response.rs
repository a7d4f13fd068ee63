//! Responses about attributes.

use roster_model::{Attribute, Field, FieldType, Subject};
use serde_json::{Value, json};

use crate::usercom::{Version, View};

/// Encodes a definition.
pub fn encode(view: &View, attribute: &Attribute) -> Value {
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

/// Encodes the attributes that have a value, as in version 1.
pub(crate) fn encode_values<'a>(
    attributes: impl Iterator<Item = (&'a Field, Option<&'a Value>)>,
) -> Vec<Value> {
    let with_value = attributes.filter_map(|(field, value)| {
        Some(json!({
            "id": field.number,
            "name": field.label,
            "name_std": field.slug,
            "value": value?,
            "description": "",
            "value_type": field.value_type.as_str(),
        }))
    });
    with_value.collect()
}

/// Responses of version 1 have `user`, although requests have `clientuser`.
fn content_type(version: Version, subject: Subject) -> &'static str {
    match (version, subject) {
        (Version::V1, Subject::Person) => "user",
        (Version::V2, Subject::Person) => "clientuser",
        (_, Subject::Company) => "company",
    }
}
