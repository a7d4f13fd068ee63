//! Records that CommCare HQ forwards as they change.

use roster_model::{Domain, Error, FieldError, HqLocation, HqWorker, Problem};
use serde_json::{Map, Value};

use super::{decode_worker, fields::Fields};
use crate::commcare::values;

/// Decodes a user that HQ forwards, for the domain `into`: the object of the user API, with an
/// identity and without a password. The username gets the host of `into`. The second value is
/// whether the user is active, if the object says it.
///
/// # Errors
/// [`Error::Invalid`] if the body is not such an object.
pub fn decode_forwarded_worker(
    body: &Value,
    into: &Domain,
) -> Result<(HqWorker, Option<bool>), Error> {
    let object = values::body_object(body)?;
    let username = object.get("username").and_then(Value::as_str).unwrap_or_default();
    let project = username.rsplit_once('@').map_or("", |(_, host)| host);
    let project = project.split('.').next().unwrap_or_default();
    let active = match object.get("is_active") {
        None | Some(Value::Null) => None,
        Some(value) => {
            let active = values::boolean(value);
            Some(active.map_err(|problem| Error::invalid_field("is_active", problem))?)
        }
    };
    let mut worker = decode_worker(object, project, into, active.unwrap_or(true));
    if worker.edit.errors.iter().any(|error| error.field == "id") {
        return Err(Error::invalid_field("id", Problem::Required));
    }
    if object.contains_key("password") {
        worker.edit.errors.push(FieldError::new("password", Problem::NotEditable));
    }
    Ok((worker, active))
}

/// Decodes a location that HQ forwards. [`HqLocation::level`] becomes the code of the location type
/// or, without one, its name.
///
/// # Errors
/// [`Error::Invalid`] if the body is not such an object, or the location is archived.
pub fn decode_forwarded_location(body: &Value) -> Result<HqLocation, Error> {
    let object = values::body_object(body)?;
    let mut fields = Fields::new(object);
    let id = if object.contains_key("location_id") { "location_id" } else { "_id" };
    let id = fields.id(id, &[]);
    if !fields.errors.is_empty() {
        return Err(Error::invalid_field("location_id", Problem::Required));
    }
    let code = fields.optional_text("location_type_code");
    let level = code.or_else(|| fields.optional_text("location_type"));
    let parent = fields.optional_text("parent_location_id");
    let parent = parent.or_else(|| first_of_lineage(object)).or_else(|| fields.linked_id("parent"));
    let data = if object.contains_key("metadata") { "metadata" } else { "location_data" };
    let is_archived = fields.boolean("is_archived", false);
    let mut location = HqLocation {
        id,
        number: None,
        name: fields.required_text("name"),
        site_code: fields.required_text("site_code"),
        level: level.unwrap_or_default(),
        parent,
        latitude: fields.number_text("latitude"),
        longitude: fields.number_text("longitude"),
        external_id: fields.optional_text("external_id"),
        data: fields.object(data),
        created_at: None,
        left_out: Vec::new(),
        errors: Vec::new(),
    };
    location.errors = fields.errors;
    if location.level.is_empty() {
        location.errors.push(FieldError::new("location_type_code", Problem::Required));
    }
    if is_archived {
        let text = "must be false: an archived location is not taken over";
        location.errors.push(FieldError::new("is_archived", Problem::Other(text.to_owned())));
    }
    if location.errors.is_empty() { Ok(location) } else { Err(Error::Invalid(location.errors)) }
}

/// The identity of the parent, which is the first of `lineage`.
fn first_of_lineage(object: &Map<String, Value>) -> Option<String> {
    object.get("lineage")?.get(0)?.as_str().map(str::to_owned)
}
