//! What clients ask of mobile workers: to come into being, and to change.

use roster_model::{
    ApiEdit, DataEdit, Domain, Email, Error, Expected, FieldError, NewWorker, Phone, PhoneEdit,
    Problem, SecretString, WireMode, WorkerEdit, WorkerField,
};
use serde_json::{Map, Value};

use super::{instant, user::RESOURCE, values, view};

/// A worker to be created, with a flaw for every field that cannot be. That one is missing is for the
/// directory to say.
///
/// # Errors
/// [`Error::Invalid`] when the body is no object.
pub fn decode_create(body: &Value) -> Result<NewWorker, Error> {
    let mut new = NewWorker::default();
    for (key, value) in values::body_object(body)? {
        let read = match key.as_str() {
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
            key => either(key, value, &mut new.edit, DataEdit::Merge),
        };
        note(key, read, &mut new.edit);
    }
    Ok(new)
}

/// A change of the worker with this identity, with a flaw for every field that cannot be.
///
/// What cannot be changed may be repeated: what is judged here is `resource_uri`, `eulas`, `type`
/// and `extras`; the rest goes into [`Expected`].
///
/// # Errors
/// [`Error::Invalid`] when the body is no object.
pub fn decode_edit(body: &Value, id: &str, domain: &Domain) -> Result<WorkerEdit, Error> {
    let data = match domain.settings.wire {
        WireMode::Documented => DataEdit::Replace,
        WireMode::Live => DataEdit::Merge,
    };
    let mut edit = WorkerEdit::default();
    for (key, value) in values::body_object(body)? {
        let read = match key.as_str() {
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
            "resource_uri" => values::same(view::is_path_of(value, RESOURCE, id, domain)),
            "eulas" => values::same(value == "[]"),
            "type" => values::same(value == "user"),
            "extras" => values::same(value.is_object()),
            "id" | "username" | "is_active" | "created_on" | "last_modified" => {
                expect(key, value, &mut edit.expected)
            }
            key => either(key, value, &mut edit, data),
        };
        note(key, read, &mut edit);
    }
    Ok(edit)
}

/// A field that can be given both when a worker is made and later.
fn either(
    key: &str,
    value: &Value,
    edit: &mut WorkerEdit,
    data: fn(Map<String, Value>) -> DataEdit,
) -> Result<(), Problem> {
    if key == "location" {
        let both = values::object(value)?;
        if let Some(primary) = both.get("primary_location") {
            edit.primary_location = values::patch(primary)?;
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
        ApiEdit::PrimaryLocation => edit.primary_location = values::patch(value)?,
        ApiEdit::Locations => edit.locations = locations(value)?,
    }
    Ok(())
}

fn note(key: &str, read: Result<(), Problem>, edit: &mut WorkerEdit) {
    edit.order.push(key.to_owned());
    if let Err(problem) = read {
        edit.errors.push(FieldError::new(key, problem));
    }
}

/// Null is as good as absent, as in the live service.
fn locations(value: &Value) -> Result<Option<Vec<String>>, Problem> {
    if value.is_null() { Ok(None) } else { values::texts(value).map(Some) }
}

/// Texts or whole numbers; each number once.
fn phones(value: &Value) -> Result<Vec<Phone>, Problem> {
    const WRONG: Problem = Problem::WrongType("a list of strings");
    let mut phones = Vec::new();
    for item in value.as_array().ok_or(WRONG)? {
        let phone = match item {
            Value::Number(number) if !number.is_f64() => Phone::parse(&number.to_string())?,
            item => Phone::parse(&values::text(item).map_err(|problem| match problem {
                Problem::WrongType(_) => WRONG,
                problem => problem,
            })?)?,
        };
        if !phones.contains(&phone) {
            phones.push(phone);
        }
    }
    Ok(phones)
}

fn expect(key: &str, value: &Value, expected: &mut Expected) -> Result<(), Problem> {
    let text = || value.as_str().map(str::to_owned).ok_or(Problem::NotEditable);
    let at = || value.as_str().and_then(instant::read).ok_or(Problem::NotEditable);
    match key {
        "id" => expected.id = Some(text()?),
        "username" => expected.username = Some(text()?),
        "is_active" => expected.active = Some(value.as_bool().ok_or(Problem::NotEditable)?),
        "created_on" => expected.created_at = Some(at()?),
        _ => expected.updated_at = Some(at()?),
    }
    Ok(())
}
