//! Requests that change a web user.

use roster_model::{Error, FieldError, Problem, WebUserEdit};
use serde_json::Value;

use crate::commcare::{messages, values};

/// Decodes a change of a web user.
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in [`WebUserEdit::errors`].
pub fn decode_edit(body: &Value) -> Result<WebUserEdit, Error> {
    let mut edit = WebUserEdit::default();
    let mut unknown = Vec::new();
    for (key, value) in values::body_object(body)? {
        match set_field(key, value, &mut edit) {
            Ok(true) => {}
            Ok(false) => unknown.push(key.clone()),
            Err(problem) => edit.errors.push(FieldError::new(key, problem)),
        }
    }
    if let Some(first) = unknown.first() {
        let error = FieldError::new(&first.clone(), Problem::UnknownFields(unknown));
        edit.errors.insert(0, error);
    }
    Ok(edit)
}

/// Decodes a field. Returns false for an unknown one.
fn set_field(key: &str, value: &Value, edit: &mut WebUserEdit) -> Result<bool, Problem> {
    match key {
        "role" => edit.role = Some(values::optional_text(value)?.ok_or(Problem::Required)?),
        "primary_location_id" => edit.primary_location = values::patch(value)?,
        "assigned_location_ids" => edit.locations = Some(values::texts(value)?),
        "profile" => edit.profile = values::patch(value)?,
        "user_data" => edit.data = Some(values::object(value)?),
        // Roster has no Tableau settings. The values of a response can be sent back.
        "tableau_role" | "tableau_groups" if is_null_or_empty(value) => {}
        "tableau_role" | "tableau_groups" => return Err(messages::tableau_not_editable()),
        _ => return Ok(false),
    }
    Ok(true)
}

fn is_null_or_empty(value: &Value) -> bool {
    value.is_null() || value.as_array().is_some_and(Vec::is_empty)
}
