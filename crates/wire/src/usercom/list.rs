//! Tags and lists, in both directions.

use roster_model::{Error, List, ListEdit, Tag, Tagged};
use serde_json::{Value, json};

use super::{Body, convert::text_item, reader::Reader};

/// A tag as an object.
pub fn tag(tag: &Tag) -> Value {
    json!({ "name": tag.name, "id": tag.number })
}

/// A list as an object.
pub fn list(list: &List) -> Value {
    json!({ "id": list.number, "name": list.name, "description": list.description })
}

/// What `add_tag` answers.
pub fn tagged(tagged: &Tagged) -> Value {
    let Tagged { tag, created } = tagged;
    json!({ "created": created, "tag": { "id": tag.number, "name": tag.name } })
}

/// `{"name": tag}`.
///
/// # Errors
/// [`Error::Invalid`] when it is missing or empty.
pub fn tag_name(body: &Body) -> Result<String, Error> {
    let mut reader = Reader::new(body);
    reader.required_text("name").ok_or(Error::Invalid(reader.errors))
}

/// `{"tag_names": [tag, ...]}`.
///
/// # Errors
/// [`Error::Invalid`] when it is missing, or one of the names is at fault.
pub fn tag_names(body: &Body) -> Result<Vec<String>, Error> {
    let mut reader = Reader::new(body);
    let names = reader.required_list("tag_names", text_item);
    match names {
        Some(names) if reader.errors.is_empty() => Ok(names),
        _ => Err(Error::Invalid(reader.errors)),
    }
}

/// `{"list": number}`.
///
/// # Errors
/// [`Error::Invalid`] when it is missing, or no number.
pub fn list_number(body: &Body) -> Result<i64, Error> {
    let mut reader = Reader::new(body);
    reader.required_integer("list").ok_or(Error::Invalid(reader.errors))
}

/// `{"name": ..., "description": ...}`.
pub fn list_edit(body: &Body) -> ListEdit {
    let mut reader = Reader::new(body);
    ListEdit {
        name: reader.set_text("name"),
        description: reader.text("description"),
        errors: reader.errors,
    }
}
