//! Requests about lists.

use roster_model::{Error, ListEdit};

use crate::usercom::{Body, field_reader::FieldReader};

/// Decodes `{"list": number}`.
///
/// # Errors
/// [`Error::Invalid`] if the number is missing or invalid.
pub fn decode_number(body: &Body) -> Result<i64, Error> {
    let mut reader = FieldReader::new(body);
    reader.required_integer("list").ok_or(Error::Invalid(reader.errors))
}

/// Decodes `{"name": ..., "description": ...}`.
pub fn decode_edit(body: &Body) -> ListEdit {
    let mut reader = FieldReader::new(body);
    ListEdit {
        name: reader.non_empty_text("name"),
        description: reader.text("description"),
        errors: reader.errors,
    }
}
