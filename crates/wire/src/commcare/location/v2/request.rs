//! Requests that create or change locations.

use roster_model::{Error, FieldError, LocationEdit, LocationItem, NewLocation, Problem};
use serde_json::{Map, Value};

use crate::commcare::values;

/// The maximum number of locations in one request.
pub const MAX_ITEMS: usize = 100;

/// Decodes a location to create. Without a parent it is at the root.
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in [`LocationEdit::errors`].
pub fn decode_create(body: &Value) -> Result<NewLocation, Error> {
    let body = values::body_object(body)?;
    Ok(NewLocation { edit: decode_fields(body, |_| false), id: None })
}

/// Decodes a change of a location.
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in [`LocationEdit::errors`].
pub fn decode_edit(body: &Value) -> Result<LocationEdit, Error> {
    let body = values::body_object(body)?;
    Ok(decode_fields(body, |_| false))
}

/// Decodes several locations. An item with a `location_id` is a change, an item without is a
/// location to create.
///
/// # Errors
/// [`Error::Invalid`] if the list `objects` is missing, or has more than [`MAX_ITEMS`] items.
pub fn decode_items(body: &Value) -> Result<Vec<LocationItem>, Error> {
    let items = values::body_objects(body)?;
    if items.len() > MAX_ITEMS {
        return Err(Error::invalid_field("objects", Problem::TooMany(MAX_ITEMS)));
    }
    Ok(items.iter().map(decode_item).collect())
}

fn decode_item(item: &Value) -> LocationItem {
    let Some(item) = item.as_object() else {
        let errors = vec![values::not_an_object()];
        let edit = LocationEdit { errors, ..LocationEdit::default() };
        return LocationItem::Create(NewLocation { edit, id: None });
    };
    let mut edit = decode_fields(item, |key| key == "location_id");
    let id = match item.get("location_id").map(values::optional_text) {
        None => None,
        Some(Ok(id)) => id,
        Some(Err(problem)) => {
            edit.errors.push(FieldError::new("location_id", problem));
            None
        }
    };
    match id {
        Some(id) => LocationItem::Update { id, edit },
        None => LocationItem::Create(NewLocation { edit, id: None }),
    }
}

fn decode_fields(body: &Map<String, Value>, skip: impl Fn(&str) -> bool) -> LocationEdit {
    let mut edit = LocationEdit::default();
    for (key, value) in body.iter().filter(|(key, _)| !skip(key)) {
        if let Err(problem) = set_field(key, value, &mut edit) {
            edit.errors.push(FieldError::new(key, problem));
        }
    }
    edit
}

fn set_field(key: &str, value: &Value, edit: &mut LocationEdit) -> Result<(), Problem> {
    match key {
        "name" => edit.name = Some(values::text(value)?),
        // Without a site code a new location gets one from its name.
        "site_code" => edit.site_code = values::optional_text(value)?,
        "location_type_code" => edit.kind = values::optional_text(value)?,
        "parent_location_id" => edit.parent = values::patch(value)?,
        "latitude" => edit.latitude = values::number_patch(value)?,
        "longitude" => edit.longitude = values::number_patch(value)?,
        "location_data" => edit.data = Some(values::object(value)?),
        key => edit.unknown.push(key.to_owned()),
    }
    Ok(())
}
