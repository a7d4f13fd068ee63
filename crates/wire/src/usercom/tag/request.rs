//! Requests about tags.

use roster_model::Error;

use crate::usercom::{Body, convert::decode_text, field_reader::FieldReader};

/// Decodes `{"name": tag}`.
///
/// # Errors
/// [`Error::Invalid`] if the name is missing or empty.
pub fn decode_name(body: &Body) -> Result<String, Error> {
    let mut reader = FieldReader::new(body);
    reader.required_text("name").ok_or(Error::Invalid(reader.errors))
}

/// Decodes `{"tag_names": [tag, ...]}`.
///
/// # Errors
/// [`Error::Invalid`] if the list is missing, or an item is invalid.
pub fn decode_names(body: &Body) -> Result<Vec<String>, Error> {
    let mut reader = FieldReader::new(body);
    let names = reader.required_list("tag_names", decode_text);
    match names {
        Some(names) if reader.errors.is_empty() => Ok(names),
        _ => Err(Error::Invalid(reader.errors)),
    }
}
