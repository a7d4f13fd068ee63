//! Definitions of custom attributes: for people the one registry of [`Field`]s that all dialects
//! share, and one like it for companies.

use crate::{Field, FieldError, FieldType};

/// What an attribute is of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// Of people: the fields of CommCare's `user_data`.
    Person,
    /// Of companies.
    Company,
}

/// The definition of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attribute {
    /// The definition; its number is unique among the attributes of all subjects.
    pub field: Field,
    /// What it is of.
    pub subject: Subject,
}

/// An attribute to be defined.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAttribute {
    /// `name`: what people see, 1 to [`NewAttribute::MAX_NAME`] characters; the slug is made of it.
    pub name: Option<String>,
    /// `value_type`; text when not told.
    pub value_type: FieldType,
    /// `content_type`: what it is of.
    pub subject: Subject,
    /// `choices`: the values to choose from; [`FieldType::Fixed`] needs some.
    pub choices: Vec<String>,
    /// What was wrong with the request itself.
    pub errors: Vec<FieldError>,
}

impl NewAttribute {
    /// The longest name, in characters.
    pub const MAX_NAME: usize = 32;
}

/// The slug of an attribute of that name: lower case, with `_` for whatever is neither letter nor
/// digit. `My Attribute` gives `my_attribute`.
pub fn attribute_slug(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    lower.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::attribute_slug;

    #[test]
    fn slugs_are_lower_case_with_underscores() {
        assert_eq!(attribute_slug("My Attribute"), "my_attribute");
        assert_eq!(attribute_slug(" Größe (cm) "), "größe__cm_");
        assert_eq!(attribute_slug("is_pro"), "is_pro");
    }
}
