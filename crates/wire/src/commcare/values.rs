//! Values of request bodies.

use roster_model::{Error, FieldError, Patch, Problem};
use serde_json::{Map, Value};

use super::messages;
use crate::{Params, params::parse_bool};

/// Returns the body as an object. The live service has the same error for any other value as for
/// malformed JSON.
pub(super) fn body_object(body: &Value) -> Result<&Map<String, Value>, Error> {
    body.as_object().ok_or_else(|| Error::invalid_field("", messages::body_not_an_object()))
}

/// Returns the list `objects` of a request about several resources.
pub(super) fn body_objects(body: &Value) -> Result<&[Value], Error> {
    match body_object(body)?.get("objects") {
        None => Err(Error::invalid_field("objects", Problem::Required)),
        Some(Value::Array(items)) => Ok(items),
        Some(_) => Err(Error::invalid_field("objects", Problem::WrongType("a list of objects"))),
    }
}

/// The error of an item that is not an object.
pub(super) fn not_an_object() -> FieldError {
    FieldError::new("", messages::item_not_an_object())
}

/// Accepts a read-only field only with its present value.
pub(super) fn read_only(unchanged: bool) -> Result<(), Problem> {
    if unchanged { Ok(()) } else { Err(Problem::NotEditable) }
}

/// Decodes a text.
pub(super) fn text(value: &Value) -> Result<String, Problem> {
    check_storable(value)?;
    value.as_str().map(str::to_owned).ok_or(Problem::WrongType("a string"))
}

/// Decodes a text. Null means empty.
pub(super) fn text_or_empty(value: &Value) -> Result<String, Problem> {
    if value.is_null() { Ok(String::new()) } else { text(value) }
}

/// Decodes a text. Null and empty mean `None`.
pub(super) fn optional_text(value: &Value) -> Result<Option<String>, Problem> {
    text_or_empty(value).map(|text| Some(text).filter(|text| !text.is_empty()))
}

/// Decodes a change of a text. Null and empty remove it.
pub(super) fn patch(value: &Value) -> Result<Patch<String>, Problem> {
    optional_text(value).map(|text| text.map_or(Patch::Clear, Patch::Set))
}

/// Decodes a change of a number, which can be a text. Null and the empty text remove it.
pub(super) fn number_patch(value: &Value) -> Result<Patch<String>, Problem> {
    match value {
        Value::Number(number) => Ok(Patch::Set(number.to_string())),
        Value::Null | Value::String(_) => patch(value),
        _ => Err(Problem::WrongType("a number")),
    }
}

/// Decodes a boolean or its spelling. Null means false.
pub(super) fn flag(value: &Value) -> Result<bool, Problem> {
    if value.is_null() { Ok(false) } else { boolean(value) }
}

/// Decodes a boolean or its spelling.
pub(super) fn boolean(value: &Value) -> Result<bool, Problem> {
    let boolean = match value {
        Value::Bool(boolean) => Some(*boolean),
        Value::String(text) => parse_bool(text),
        _ => None,
    };
    boolean.ok_or(Problem::WrongType("true or false"))
}

/// Decodes a list of texts.
pub(super) fn texts(value: &Value) -> Result<Vec<String>, Problem> {
    check_storable(value)?;
    let text = |item: &Value| item.as_str().map(str::to_owned);
    let items = value.as_array().and_then(|items| items.iter().map(text).collect());
    items.ok_or(Problem::WrongType("a list of strings"))
}

/// Decodes an object with arbitrary content.
pub(super) fn object(value: &Value) -> Result<Map<String, Value>, Problem> {
    check_storable(value)?;
    value.as_object().cloned().ok_or(Problem::WrongType("an object"))
}

/// Rejects U+0000 in keys and values: PostgreSQL cannot store it.
pub(super) fn check_storable(value: &Value) -> Result<(), Problem> {
    let storable = match value {
        Value::String(text) => !text.contains('\0'),
        Value::Array(items) => return items.iter().try_for_each(check_storable),
        Value::Object(map) => {
            map.values().try_for_each(check_storable)?;
            !map.keys().any(|key| key.contains('\0'))
        }
        _ => true,
    };
    if storable { Ok(()) } else { Err(Problem::Unstorable) }
}

/// Rejects U+0000 in parameters that become parameters of a database query.
pub(super) fn check_storable_params(params: &Params) -> Result<(), Error> {
    let errors: Vec<FieldError> = params
        .iter()
        .filter(|(_, value)| value.contains('\0'))
        .map(|(name, _)| FieldError::new(name, Problem::Unstorable))
        .collect();
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}
