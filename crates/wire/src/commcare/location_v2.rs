//! Locations as the second version shows and writes them.

use roster_model::{
    Error, FieldError, Id, Location, LocationEdit, LocationFilter, LocationItem, LocationType,
    NewLocation, Problem,
};
use serde_json::{Map, Value, json};

use super::{Document, View, instant, lookups, values};
use crate::Params;

pub use super::location_v1::RESOURCE;

/// The most locations in one request.
pub const MAX_ITEMS: usize = 100;

/// What is told of a location, in its order.
const FIELDS: [&str; 11] = [
    "domain",
    "last_modified",
    "latitude",
    "location_data",
    "location_id",
    "location_type_code",
    "location_type_name",
    "longitude",
    "name",
    "parent_location_id",
    "site_code",
];

/// The filters and the order of a list.
///
/// # Errors
/// [`Error::Invalid`], with the live service's texts, for a field that cannot be filtered or
/// ordered by, for a lookup that a field does not have, and for what is no instant.
pub fn decode_filter(params: &Params) -> Result<LocationFilter, Error> {
    values::storable_params(params)?;
    let mut filter = LocationFilter::default();
    for lookup in lookups::of(params, &FIELDS) {
        match lookup.field {
            "name" => filter.name = Some(lookup.exact()?),
            "site_code" => filter.site_code = Some(lookup.exact()?),
            "location_type_code" => filter.kind = Some(lookup.exact()?),
            "parent_location_id" => filter.parent = Some(lookup.exact()?),
            "last_modified" => lookup.instants(&mut filter.updated)?,
            // The path has it already.
            "domain" => {}
            _ => return Err(lookup.refuse()),
        }
    }
    let order = lookups::order(params, &FIELDS, &["last_modified"])?;
    filter.by_update = order.map(|(_, backwards)| backwards);
    Ok(filter)
}

/// One location, as detail and as the answer to a write; `levels` are all of the domain.
pub fn encode(view: &View<'_>, location: &Location, levels: &[LocationType]) -> Document {
    Document::Object(tree(view, location, levels))
}

/// One location as an item of a list; `levels` are all of the domain.
pub fn tree(view: &View<'_>, location: &Location, levels: &[LocationType]) -> Value {
    let level = levels.iter().find(|level| level.number == location.kind);
    json!({
        "domain": view.domain.name.as_str(),
        "last_modified": instant::write(location.updated_at),
        "latitude": location.latitude,
        "location_data": location.data,
        "location_id": location.id.as_str(),
        "location_type_code": level.map(|level| &level.code),
        "location_type_name": level.map(|level| &level.name),
        "longitude": location.longitude,
        "name": location.name,
        // Empty text at the root, where the first version has null.
        "parent_location_id": location.parent.as_ref().map_or("", Id::as_str),
        "site_code": location.site_code,
    })
}

/// The answer to a request with several locations: their identities, in its order.
pub fn encode_items(ids: &[Id]) -> Document {
    Document::Items(ids.iter().map(|id| json!(id.as_str())).collect())
}

/// A location to be created. Without a parent it is at the root.
///
/// # Errors
/// [`Error::Invalid`] when the body is no object.
pub fn decode_create(body: &Value) -> Result<NewLocation, Error> {
    let body = values::body_object(body)?;
    Ok(NewLocation { edit: edit(body, |_| false), id: None })
}

/// A change of a location.
///
/// # Errors
/// [`Error::Invalid`] when the body is no object.
pub fn decode_edit(body: &Value) -> Result<LocationEdit, Error> {
    let body = values::body_object(body)?;
    Ok(edit(body, |_| false))
}

/// Several locations: those with a `location_id` are changed, those without are created.
///
/// # Errors
/// [`Error::Invalid`] when there is no list `objects`, or it has more than [`MAX_ITEMS`].
pub fn decode_items(body: &Value) -> Result<Vec<LocationItem>, Error> {
    let items = values::body_objects(body)?;
    if items.len() > MAX_ITEMS {
        return Err(Error::invalid_field("objects", Problem::TooMany(MAX_ITEMS)));
    }
    Ok(items.iter().map(item).collect())
}

fn item(item: &Value) -> LocationItem {
    let Some(item) = item.as_object() else {
        let edit = LocationEdit { errors: vec![values::no_object()], ..LocationEdit::default() };
        return LocationItem::Create(NewLocation { edit, id: None });
    };
    let mut edit = edit(item, |key| key == "location_id");
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

fn edit(body: &Map<String, Value>, skipped: impl Fn(&str) -> bool) -> LocationEdit {
    let mut edit = LocationEdit::default();
    for (key, value) in body.iter().filter(|(key, _)| !skipped(key)) {
        if let Err(problem) = field(key, value, &mut edit) {
            edit.errors.push(FieldError::new(key, problem));
        }
    }
    edit
}

fn field(key: &str, value: &Value, edit: &mut LocationEdit) -> Result<(), Problem> {
    match key {
        "name" => edit.name = Some(values::text(value)?),
        // An empty one is made from the name, as is one that is not there.
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
