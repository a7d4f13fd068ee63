//! Requests that create or change a location type.

use roster_model::{
    Domain, Error, FieldError, LocationType, LocationTypeEdit, NewLocationType, Patch, Problem,
};
use serde_json::{Value, json};

use super::RESOURCE;
use crate::commcare::{values, view};

/// Decodes a location type to create: `code`, and optionally `name`, `parent` (the code, number or
/// URL of the type above), `shares_cases`, `view_descendants` and `administrative`. `types` are all of
/// the domain.
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in
/// [`NewLocationType::errors`].
pub fn decode_create(
    body: &Value,
    domain: &Domain,
    types: &[LocationType],
) -> Result<NewLocationType, Error> {
    let mut edit = LocationTypeEdit::default();
    let body = values::body_object(body)?;
    if !body.contains_key("code") {
        edit.errors.push(FieldError::new("code", Problem::Required));
    }
    for (key, value) in body {
        let result = set_field(key, value, &mut edit);
        add_error(key, result, &mut edit);
    }
    edit.parent = parent_code(edit.parent, domain, types);
    Ok(NewLocationType {
        code: edit.code,
        name: edit.name,
        parent: match edit.parent {
            Patch::Set(code) => Some(code),
            Patch::Keep | Patch::Clear => None,
        },
        shares_cases: edit.shares_cases.unwrap_or(false),
        view_descendants: edit.view_descendants.unwrap_or(false),
        administrative: edit.administrative,
        errors: edit.errors,
        number: None,
    })
}

/// Decodes a change of a location type. Read-only fields must have their present value. `types` are
/// all of the domain.
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in
/// [`LocationTypeEdit::errors`].
pub fn decode_edit(
    body: &Value,
    number: i64,
    domain: &Domain,
    types: &[LocationType],
) -> Result<LocationTypeEdit, Error> {
    let mut edit = LocationTypeEdit::default();
    for (key, value) in values::body_object(body)? {
        let result = match key.as_str() {
            "id" => values::read_only(*value == json!(number)),
            "domain" => values::read_only(value == domain.name.as_str()),
            "resource_uri" => {
                values::read_only(view::is_path_of(value, RESOURCE, &number.to_string(), domain))
            }
            key => set_field(key, value, &mut edit),
        };
        add_error(key, result, &mut edit);
    }
    edit.parent = parent_code(edit.parent, domain, types);
    Ok(edit)
}

/// Converts a parent that is a number or a URL into its code.
fn parent_code(parent: Patch<String>, domain: &Domain, types: &[LocationType]) -> Patch<String> {
    let Patch::Set(text) = parent else { return parent };
    let matches = |candidate: &&LocationType| {
        let number = candidate.number.to_string();
        text == number || view::is_path_of(&json!(text), RESOURCE, &number, domain)
    };
    // A code may consist of digits. It takes precedence over a number.
    let is_code = types.iter().any(|candidate| candidate.code == text);
    let found = types.iter().find(matches).filter(|_| !is_code);
    Patch::Set(found.map_or(text.clone(), |found| found.code.clone()))
}

fn add_error(key: &str, result: Result<(), Problem>, edit: &mut LocationTypeEdit) {
    if let Err(problem) = result {
        edit.errors.push(FieldError::new(key, problem));
    }
}

fn set_field(key: &str, value: &Value, edit: &mut LocationTypeEdit) -> Result<(), Problem> {
    match key {
        "code" => edit.code = Some(values::text(value)?),
        "name" => edit.name = Some(values::text(value)?),
        "parent" => {
            edit.parent = match value {
                Value::Number(number) => Patch::Set(number.to_string()),
                value => values::patch(value)?,
            };
        }
        "shares_cases" => edit.shares_cases = Some(values::boolean(value)?),
        "view_descendants" => edit.view_descendants = Some(values::boolean(value)?),
        "administrative" => edit.administrative = Some(values::boolean(value)?),
        _ => return Err(Problem::NotEditable),
    }
    Ok(())
}
