//! Groups of workers: shown, created one by one or many at once, and changed.

use roster_model::{Domain, Error, FieldError, Group, GroupEdit, Id, NewGroup, Problem};
use serde_json::{Map, Value, json};

use super::{Document, View, values, view};

/// The name of the resource in paths.
pub const RESOURCE: &str = "group";

/// One group, as detail and as the answer to a change.
pub fn encode(view: &View<'_>, group: &Group) -> Document {
    Document::Object(tree(view, group))
}

/// One group as an item of a list.
pub fn tree(view: &View<'_>, group: &Group) -> Value {
    let users: Vec<&str> = group.users.iter().map(Id::as_str).collect();
    json!({
        "case_sharing": group.case_sharing,
        "domain": view.domain.name.as_str(),
        "id": group.id.as_str(),
        "metadata": group.metadata,
        "name": group.name,
        "reporting": group.reporting,
        "resource_uri": view.detail_path(RESOURCE, group.id.as_str()),
        "users": users,
    })
}

/// The answer to the creation of one group: its identity alone.
pub fn encode_created(group: &Group) -> Document {
    Document::Response(json!({ "id": group.id.as_str() }))
}

/// The answer to the creation of several: their identities, in the order of the request.
pub fn encode_created_many(ids: &[Id]) -> Document {
    Document::Items(ids.iter().map(|id| json!(id.as_str())).collect())
}

/// A group to be created. `domain` says nothing, as the path has it.
///
/// # Errors
/// [`Error::Invalid`] when the body is no object.
pub fn decode_create(body: &Value) -> Result<NewGroup, Error> {
    values::body_object(body).map(create)
}

/// Several groups to be created: what stands in `objects`.
///
/// # Errors
/// [`Error::Invalid`] when there is no list of that name.
pub fn decode_create_many(body: &Value) -> Result<Vec<NewGroup>, Error> {
    let read = |item: &Value| match item.as_object() {
        Some(map) => create(map),
        None => NewGroup { errors: vec![values::no_object()], ..NewGroup::default() },
    };
    Ok(values::body_objects(body)?.iter().map(read).collect())
}

/// A change of the group with this identity. What cannot be changed may be repeated.
///
/// # Errors
/// [`Error::Invalid`] when the body is no object.
pub fn decode_edit(body: &Value, id: &str, domain: &Domain) -> Result<GroupEdit, Error> {
    let mut edit = GroupEdit::default();
    for (key, value) in values::body_object(body)? {
        let read = match key.as_str() {
            "id" => values::same(value == id),
            "domain" => values::same(value == domain.name.as_str()),
            "resource_uri" => values::same(view::is_path_of(value, RESOURCE, id, domain)),
            key => field(key, value, &mut edit),
        };
        if let Err(problem) = read {
            edit.errors.push(FieldError::new(key, problem));
        }
    }
    Ok(edit)
}

fn create(body: &Map<String, Value>) -> NewGroup {
    let mut edit = GroupEdit::default();
    if !body.contains_key("name") {
        edit.errors.push(FieldError::new("name", Problem::Required));
    }
    for (key, value) in body.iter().filter(|(key, _)| *key != "domain") {
        if let Err(problem) = field(key, value, &mut edit) {
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

fn field(key: &str, value: &Value, edit: &mut GroupEdit) -> Result<(), Problem> {
    match key {
        "name" => edit.name = Some(values::text(value)?),
        "case_sharing" => edit.case_sharing = Some(values::boolean(value)?),
        "reporting" => edit.reporting = Some(values::boolean(value)?),
        "metadata" => edit.metadata = Some(values::object(value)?),
        "users" => edit.users = Some(values::texts(value)?),
        // Older clients send back what the service no longer tells.
        "path" if value.is_array() => {}
        _ => return Err(Problem::NotEditable),
    }
    Ok(())
}
