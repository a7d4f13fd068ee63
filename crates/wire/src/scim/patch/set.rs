//! Values of attributes, in the forms that clients send.

use serde_json::{Map, Value};

use super::apply::is_object;
use crate::scim::{
    ErrorResponse,
    body::flag,
    filter::{Node, RawTest},
    path::{self, SubAttr},
    schema::{self, Attribute, Kind},
};

/// Sets a single-valued attribute. An object is merged into the present one.
///
/// # Errors
/// 400 `invalidValue` for a value of the wrong type.
pub(super) fn single(
    object: &mut Map<String, Value>,
    attribute: &'static Attribute,
    value: &Value,
    path: &str,
) -> Result<(), ErrorResponse> {
    let value = unwrapped(value);
    if !is_object(attribute) {
        object.insert(attribute.name.to_owned(), scalar(attribute, value, path)?);
        return Ok(());
    }
    let Value::Object(members) = value else {
        return Err(ErrorResponse::invalid_value(&format!("'{path}' must be a JSON object.")));
    };
    let entry = object.entry(attribute.name).or_insert_with(|| Value::Object(Map::new()));
    let Value::Object(present) = entry else { return Ok(()) };
    for (name, value) in members {
        match (attribute.kind, schema::find(attribute.subs, name)) {
            (Kind::Open, _) if value.is_null() => drop(present.shift_remove(name)),
            (Kind::Open, _) => drop(present.insert(name.clone(), value.clone())),
            (_, Some(sub)) if value.is_null() => drop(present.shift_remove(sub.name)),
            (_, Some(sub)) => {
                let value = scalar(sub, value, &format!("{path}.{}", sub.name))?;
                present.insert(sub.name.to_owned(), value);
            }
            (_, None) => {}
        }
    }
    Ok(())
}

/// The elements of a multi-valued attribute. A single element need not be in a list, and its value not
/// in an object.
///
/// # Errors
/// 400 `invalidValue` for an element of the wrong type.
pub(crate) fn elements(
    attribute: &'static Attribute,
    value: &Value,
    path: &str,
) -> Result<Vec<Value>, ErrorResponse> {
    let items = match value {
        Value::Array(items) => items.as_slice(),
        Value::Null => &[],
        single => std::slice::from_ref(single),
    };
    items.iter().map(|item| element(attribute, item, path)).collect()
}

fn element(
    attribute: &'static Attribute,
    item: &Value,
    path: &str,
) -> Result<Value, ErrorResponse> {
    match (attribute.kind, item) {
        (Kind::Complex, Value::Object(members)) => {
            let mut element = Map::new();
            for (name, value) in members.iter().filter(|(_, value)| !value.is_null()) {
                if let Some(sub) = schema::find(attribute.subs, name) {
                    let value = scalar(sub, value, &format!("{path}.{}", sub.name))?;
                    element.insert(sub.name.to_owned(), value);
                }
            }
            if !element.contains_key("value") && attribute.name == "members" {
                return Err(ErrorResponse::invalid_value(&format!(
                    "Each item of '{path}' needs a value."
                )));
            }
            Ok(Value::Object(element))
        }
        (Kind::Complex, Value::String(text)) => {
            Ok(Value::Object(Map::from_iter([("value".to_owned(), text.clone().into())])))
        }
        (Kind::Complex, _) => Err(ErrorResponse::invalid_value(&format!(
            "Each item of '{path}' must be a JSON object."
        ))),
        (_, Value::Object(members)) if members.contains_key("value") => {
            scalar(attribute, &members["value"], path)
        }
        (_, item) => scalar(attribute, item, path),
    }
}

/// A value that is no object.
fn scalar(attribute: &Attribute, value: &Value, path: &str) -> Result<Value, ErrorResponse> {
    let error =
        |what: &str| Err(ErrorResponse::invalid_value(&format!("'{path}' must be {what}.")));
    match attribute.kind {
        Kind::Flag => match flag(value) {
            Some(flag) => Ok(Value::Bool(flag)),
            None => error("true or false"),
        },
        _ => match value {
            Value::String(_) => Ok(value.clone()),
            // Some clients send numbers for identities and phone numbers.
            Value::Number(number) => Ok(Value::String(number.to_string())),
            _ => error("a text"),
        },
    }
}

/// Entra ID sends a single value as a list of one object.
fn unwrapped(value: &Value) -> &Value {
    match value {
        Value::Array(items) => match items.as_slice() {
            [Value::Object(only)] => only.get("value").unwrap_or(&items[0]),
            [only] => only,
            _ => value,
        },
        value => value,
    }
}

/// The values of a new element: those that the filter compares for equality.
pub(super) fn from_filter(
    filter: &Node,
    attribute: &'static Attribute,
    element: &mut Map<String, Value>,
) {
    use crate::scim::filter::RawOperator;
    match filter {
        Node::And(parts) => {
            for part in parts {
                from_filter(part, attribute, element);
            }
        }
        Node::Test {
            path,
            test: RawTest::Compare(RawOperator::Other(roster_model::scim::Operator::Equal), value),
        } => {
            if let Some(SubAttr::Known(sub)) = path::sub(attribute, path)
                && let Ok(value) = scalar(sub, value, path)
            {
                element.insert(sub.name.to_owned(), value);
            }
        }
        _ => {}
    }
}
