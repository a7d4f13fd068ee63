//! What the values of a body may be, field by field.

use roster_model::{Error, FieldError, Patch, Problem};
use serde_json::{Map, Value};

use crate::{Params, params::truth};

/// The object that a body must be: to the live service anything else is as bad as no JSON.
pub(super) fn body_object(body: &Value) -> Result<&Map<String, Value>, Error> {
    body.as_object().ok_or_else(|| {
        Error::invalid_field("", Problem::Other("Request is not valid JSON.".to_owned()))
    })
}

/// The list `objects` that the body of a request about several things must have.
pub(super) fn body_objects(body: &Value) -> Result<&[Value], Error> {
    match body_object(body)?.get("objects") {
        None => Err(Error::invalid_field("objects", Problem::Required)),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(Error::invalid_field("objects", Problem::WrongType("a list of objects"))),
    }
}

/// The flaw of an item that is no object.
pub(super) fn no_object() -> FieldError {
    FieldError::new("", Problem::Other("Each of the objects must be an object.".to_owned()))
}

/// What cannot be changed may be repeated.
pub(super) fn same(is_so: bool) -> Result<(), Problem> {
    if is_so { Ok(()) } else { Err(Problem::NotEditable) }
}

/// A text.
pub(super) fn text(value: &Value) -> Result<String, Problem> {
    storable(value)?;
    value.as_str().map(str::to_owned).ok_or(Problem::WrongType("a string"))
}

/// A text; null is the empty one.
pub(super) fn text_or_empty(value: &Value) -> Result<String, Problem> {
    if value.is_null() { Ok(String::new()) } else { text(value) }
}

/// A text; null and the empty one are none.
pub(super) fn optional_text(value: &Value) -> Result<Option<String>, Problem> {
    text_or_empty(value).map(|text| Some(text).filter(|text| !text.is_empty()))
}

/// A text to be set; null and the empty one clear.
pub(super) fn patch(value: &Value) -> Result<Patch<String>, Problem> {
    optional_text(value).map(|text| text.map_or(Patch::Clear, Patch::Set))
}

/// A number, or a text of one, to be set; null and the empty text clear.
pub(super) fn number_patch(value: &Value) -> Result<Patch<String>, Problem> {
    match value {
        Value::Number(number) => Ok(Patch::Set(number.to_string())),
        Value::Null | Value::String(_) => patch(value),
        _ => Err(Problem::WrongType("a number")),
    }
}

/// True or false, or a word for one of them; null is false.
pub(super) fn flag(value: &Value) -> Result<bool, Problem> {
    if value.is_null() { Ok(false) } else { boolean(value) }
}

/// True or false, or a word for one of them.
pub(super) fn boolean(value: &Value) -> Result<bool, Problem> {
    let read = match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(word) => truth(word),
        _ => None,
    };
    read.ok_or(Problem::WrongType("true or false"))
}

/// A list of texts.
pub(super) fn texts(value: &Value) -> Result<Vec<String>, Problem> {
    storable(value)?;
    let read = |item: &Value| item.as_str().map(str::to_owned);
    let items = value.as_array().and_then(|items| items.iter().map(read).collect());
    items.ok_or(Problem::WrongType("a list of strings"))
}

/// An object of any content.
pub(super) fn object(value: &Value) -> Result<Map<String, Value>, Problem> {
    storable(value)?;
    value.as_object().cloned().ok_or(Problem::WrongType("an object"))
}

/// Refuses U+0000 anywhere inside, in keys as well: no engine of the store is sure to keep it.
pub(super) fn storable(value: &Value) -> Result<(), Problem> {
    let clean = match value {
        Value::String(text) => !text.contains('\0'),
        Value::Array(items) => return items.iter().try_for_each(storable),
        Value::Object(map) => {
            map.values().try_for_each(storable)?;
            !map.keys().any(|key| key.contains('\0'))
        }
        _ => true,
    };
    if clean { Ok(()) } else { Err(Problem::Unstorable) }
}

/// Refuses U+0000 in parameters that are looked up in the store.
pub(super) fn storable_params(params: &Params) -> Result<(), Error> {
    let errors: Vec<FieldError> = params
        .iter()
        .filter(|(_, value)| value.contains('\0'))
        .map(|(name, _)| FieldError::new(name, Problem::Unstorable))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
