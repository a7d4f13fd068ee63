//! Requests that create or change groups.

use roster_model::{Domain, Error, FieldError, GroupEdit, NewGroup, Problem};
use serde_json::{Map, Value};

use super::RESOURCE;
use crate::commcare::{values, view};

/// Decodes a group to create. `domain` is ignored; the path names the domain.
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in [`NewGroup::errors`].
pub fn decode_create(body: &Value) -> Result<NewGroup, Error> {
    values::body_object(body).map(new_group)
}

/// Decodes several groups to create, from the list `objects`.
///
/// # Errors
/// [`Error::Invalid`] if the list is missing. Invalid fields are in [`NewGroup::errors`].
pub fn decode_create_many(body: &Value) -> Result<Vec<NewGroup>, Error> {
    let decode = |item: &Value| match item.as_object() {
        Some(map) => new_group(map),
        None => NewGroup { errors: vec![values::not_an_object()], ..NewGroup::default() },
    };
    Ok(values::body_objects(body)?.iter().map(decode).collect())
}

/// Decodes a change of the group with this identity. Read-only fields must have their present
/// value.
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in [`GroupEdit::errors`].
pub fn decode_edit(body: &Value, id: &str, domain: &Domain) -> Result<GroupEdit, Error> {
    let mut edit = GroupEdit::default();
    for (key, value) in values::body_object(body)? {
        let result = match key.as_str() {
            "id" => values::read_only(value == id),
            "domain" => values::read_only(value == domain.name.as_str()),
            "resource_uri" => values::read_only(view::is_path_of(value, RESOURCE, id, domain)),
            key => set_field(key, value, &mut edit),
        };
        if let Err(problem) = result {
            edit.errors.push(FieldError::new(key, problem));
        }
    }
    Ok(edit)
}

fn new_group(body: &Map<String, Value>) -> NewGroup {
    let mut edit = GroupEdit::default();
    if !body.contains_key("name") {
        edit.errors.push(FieldError::new("name", Problem::Required));
    }
    for (key, value) in body.iter().filter(|(key, _)| *key != "domain") {
        if let Err(problem) = set_field(key, value, &mut edit) {
            edit.errors.push(FieldError::new(key, problem));
        }
    }
    NewGroup {
        id: None,
        name: edit.name,
        case_sharing: edit.case_sharing,
        reporting: edit.reporting,
        metadata: edit.metadata,
        users: edit.users,
        errors: edit.errors,
    }
}

fn set_field(key: &str, value: &Value, edit: &mut GroupEdit) -> Result<(), Problem> {
    match key {
        "name" => edit.name = Some(values::text(value)?),
        "case_sharing" => edit.case_sharing = Some(values::boolean(value)?),
        "reporting" => edit.reporting = Some(values::boolean(value)?),
        // Null has no effect, as in the live service.
        "metadata" if value.is_null() => {}
        "metadata" => edit.metadata = Some(values::object(value)?),
        "users" => edit.users = Some(values::texts(value)?),
        // Older clients send this key back; the service no longer has it.
        "path" if value.is_array() => {}
        _ => return Err(Problem::NotEditable),
    }
    Ok(())
}
