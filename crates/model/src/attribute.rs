//! Definitions of custom attributes. Those of people are the [`Field`]s that all APIs share; companies
//! have their own.

use crate::{Field, FieldError, FieldType};

/// The kind of record that an attribute belongs to.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Subject {
    /// People: the fields of CommCare's `user_data`.
    Person,
    /// Companies.
    Company,
}

/// The definition of an attribute.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Attribute {
    /// The definition. Its number is unique among the attributes of all subjects.
    pub field: Field,
    /// The kind of record.
    pub subject: Subject,
}

/// An attribute to create.
#[derive(Clone, Debug, PartialEq)]
pub struct NewAttribute {
    /// `name`: the label, 1 to [`NewAttribute::MAX_NAME`] characters; [`attribute_slug`] derives the
    /// slug from it.
    pub name: Option<String>,
    /// `value_type`; text by default.
    pub value_type: FieldType,
    /// `content_type`: the kind of record.
    pub subject: Subject,
    /// `choices`: the values to choose from; required for [`FieldType::Fixed`].
    pub choices: Vec<String>,
    /// The errors found while reading the request.
    pub errors: Vec<FieldError>,
}

impl NewAttribute {
    /// The maximum length of a name, in characters.
    pub const MAX_NAME: usize = 32;
}

/// Returns the slug of an attribute with this name: lower case, with `_` for every character that is
/// neither a letter nor a digit. `My Attribute` gives `my_attribute`.
pub fn attribute_slug(name: &str) -> String {
    let lower = name.trim().to_lowercase();
    lower.chars().map(|c| if c.is_alphanumeric() { c } else { '_' }).collect()
}

#[cfg(test)]
mod tests {
    use super::attribute_slug;

    #[test]
    fn slug_is_lower_case_with_underscores() {
        assert_eq!(attribute_slug("My Attribute"), "my_attribute");
        assert_eq!(attribute_slug(" Größe (cm) "), "größe__cm_");
        assert_eq!(attribute_slug("is_pro"), "is_pro");
    }
}
