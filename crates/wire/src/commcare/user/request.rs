//! Requests that create or change a mobile worker.

use std::collections::HashSet;

use roster_model::{
    ApiEdit, DataEdit, Domain, Email, Error, Expected, FieldError, NewWorker, Phone, PhoneEdit,
    Problem, SecretString, WireMode, WorkerEdit, WorkerField,
};
use serde_json::{Map, Value};

use super::RESOURCE;
use crate::commcare::{instant, values, view};

/// Decodes a worker to create. The directory checks for missing fields.
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in [`WorkerEdit::errors`].
pub fn decode_create(body: &Value) -> Result<NewWorker, Error> {
    let mut new = NewWorker::default();
    for (key, value) in values::body_object(body)? {
        let result = match key.as_str() {
            "username" => values::text(value).map(|name| new.username = Some(name)),
            "password" => values::optional_text(value)
                .map(|password| new.password = password.map(SecretString::from)),
            "connect_username" => {
                values::optional_text(value).map(|name| new.connect_username = name)
            }
            "require_account_confirmation" => {
                values::flag(value).map(|flag| new.require_confirmation = flag)
            }
            "send_confirmation_email_now" => {
                values::flag(value).map(|flag| new.send_confirmation = flag)
            }
            key => set_field(key, value, &mut new.edit, DataEdit::Merge),
        };
        add_result(key, result, &mut new.edit);
    }
    Ok(new)
}

/// Decodes a change of the worker with this identity. Read-only fields must have their present
/// value. This function checks `resource_uri`, `eulas` and `type`; the directory checks
/// the others, which are in [`Expected`].
///
/// # Errors
/// [`Error::Invalid`] if the body is not an object. Invalid fields are in [`WorkerEdit::errors`].
pub fn decode_edit(body: &Value, id: &str, domain: &Domain) -> Result<WorkerEdit, Error> {
    let data = match domain.settings.wire {
        WireMode::Documented => DataEdit::Replace,
        WireMode::Live => DataEdit::Merge,
    };
    let mut edit = WorkerEdit::default();
    for (key, value) in values::body_object(body)? {
        let result = match key.as_str() {
            "password" => values::text(value).and_then(|password| {
                if password.is_empty() {
                    return Err(Problem::Empty);
                }
                edit.password = Some(SecretString::from(password));
                Ok(())
            }),
            "send_confirmation_email_now" => {
                values::flag(value).map(|flag| edit.send_confirmation = flag)
            }
            "resource_uri" => values::read_only(view::is_path_of(value, RESOURCE, id, domain)),
            "eulas" => values::read_only(value == "[]"),
            "type" => values::read_only(value == "user"),
            "extras" => values::object(value).map(|counts| edit.expected.extras = Some(counts)),
            "id" | "username" | "is_active" | "created_on" | "last_modified" => {
                set_expected(key, value, &mut edit.expected)
            }
            key => set_field(key, value, &mut edit, data),
        };
        add_result(key, result, &mut edit);
    }
    Ok(edit)
}

/// Decodes a field that a create and a change have in common.
fn set_field(
    key: &str,
    value: &Value,
    edit: &mut WorkerEdit,
    data: fn(Map<String, Value>) -> DataEdit,
) -> Result<(), Problem> {
    if key == "location" {
        let both = values::object(value)?;
        if let Some(primary) = both.get("primary_location") {
            set_primary_location(edit, primary)?;
        }
        if let Some(all) = both.get("locations") {
            edit.locations = locations(all)?;
        }
        return Ok(());
    }
    match WorkerField::edit_by_name(key).ok_or(Problem::NotEditable)? {
        ApiEdit::Text(set) => set(edit, values::text_or_empty(value)?),
        ApiEdit::OptionalText(set) => set(edit, values::optional_text(value)?),
        ApiEdit::Email => edit.email = Some(Email::parse(&values::text_or_empty(value)?)?),
        // A response has null for a worker without phone numbers.
        ApiEdit::DefaultPhone if value.is_null() => {}
        ApiEdit::DefaultPhone => {
            let number = Phone::parse(&values::text(value)?)?;
            edit.phones.push(PhoneEdit::Default(number));
        }
        ApiEdit::Phones => edit.phones.push(PhoneEdit::All(phones(value)?)),
        ApiEdit::Groups => edit.groups = Some(values::texts(value)?),
        ApiEdit::CustomData => edit.data = Some(data(values::object(value)?)),
        ApiEdit::PrimaryLocation => set_primary_location(edit, value)?,
        ApiEdit::Locations => edit.locations = locations(value)?,
    }
    Ok(())
}

fn add_result(key: &str, result: Result<(), Problem>, edit: &mut WorkerEdit) {
    edit.order.push(key.to_owned());
    if let Err(problem) = result {
        edit.errors.push(FieldError::new(key, problem));
    }
}

/// Null has no effect, as in the live service; the empty text removes the location.
fn set_primary_location(edit: &mut WorkerEdit, value: &Value) -> Result<(), Problem> {
    if !value.is_null() {
        edit.primary_location = values::patch(value)?;
    }
    Ok(())
}

/// Null has no effect, as in the live service.
fn locations(value: &Value) -> Result<Option<Vec<String>>, Problem> {
    if value.is_null() { Ok(None) } else { values::texts(value).map(Some) }
}

/// Decodes a list of texts or integers, without duplicates.
fn phones(value: &Value) -> Result<Vec<Phone>, Problem> {
    const WRONG_TYPE: Problem = Problem::WrongType("a list of strings");
    let (mut phones, mut seen) = (Vec::new(), HashSet::new());
    for item in value.as_array().ok_or(WRONG_TYPE)? {
        let phone = match item {
            Value::Number(number) if !number.is_f64() => Phone::parse(&number.to_string())?,
            item => Phone::parse(&values::text(item).map_err(|problem| match problem {
                Problem::WrongType(_) => WRONG_TYPE,
                problem => problem,
            })?)?,
        };
        if seen.insert(phone.clone()) {
            phones.push(phone);
        }
    }
    Ok(phones)
}

/// Decodes a read-only field that the directory compares.
fn set_expected(key: &str, value: &Value, expected: &mut Expected) -> Result<(), Problem> {
    let text = || value.as_str().map(str::to_owned).ok_or(Problem::NotEditable);
    let at = || value.as_str().and_then(instant::parse).ok_or(Problem::NotEditable);
    match key {
        "id" => expected.id = Some(text()?),
        "username" => expected.username = Some(text()?),
        "is_active" => expected.active = Some(value.as_bool().ok_or(Problem::NotEditable)?),
        "created_on" => expected.created_at = Some(at()?),
        _ => expected.updated_at = Some(at()?),
    }
    Ok(())
}
