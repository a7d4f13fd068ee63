//! Request bodies: JSON, forms, and forms that call themselves JSON.

use serde_json::{Map, Value};

use super::{form, json_fault, multipart};
use crate::json;

/// The fields of a request, in its order.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The values by name; a field that a form repeats is an array of texts.
    pub fields: Map<String, Value>,
    /// Whether it came as a form, where a list of one cannot be told from a text.
    pub form: bool,
}

/// A body that cannot be read.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBody {
    /// It is not what its type says.
    #[error("{0}")]
    Malformed(String),
    /// It is of a type that nothing here reads.
    #[error("Unsupported media type \"{0}\" in request.")]
    MediaType(String),
    /// It is JSON, but no object; this is what it is, by Python's name.
    #[error("Invalid data. Expected a dictionary, but got {0}.")]
    NotAnObject(&'static str),
}

impl Body {
    /// Reads a body. An empty one has no fields, whatever type it claims.
    ///
    /// Two of the published client programs send form text under the type of JSON. It is taken for
    /// what it is when it cannot be JSON and looks like a form from its first byte on.
    ///
    /// # Errors
    /// [`BadBody`] when it cannot be read.
    pub fn read(content_type: Option<&str>, bytes: &[u8]) -> Result<Self, BadBody> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let content_type = content_type.unwrap_or("application/json");
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        match essence.to_ascii_lowercase().as_str() {
            "application/json" => Self::read_json(bytes),
            "application/x-www-form-urlencoded" => Self::of_pairs(form::pairs(bytes)),
            "multipart/form-data" => Self::of_pairs(multipart::pairs(content_type, bytes)?),
            _ => Err(BadBody::MediaType(content_type.to_owned())),
        }
    }

    fn read_json(bytes: &[u8]) -> Result<Self, BadBody> {
        match json::read(bytes) {
            Ok(Value::Object(fields)) => Ok(Self { fields, form: false }),
            Ok(other) => Err(BadBody::NotAnObject(python_type(&other))),
            Err(_) if form::looks_like_form(bytes) => Self::of_pairs(form::pairs(bytes)),
            Err(_) => Err(BadBody::Malformed(json_fault::message(bytes))),
        }
    }

    fn of_pairs(pairs: Vec<(String, String)>) -> Result<Self, BadBody> {
        if pairs.len() > form::MAX_FIELDS {
            return Err(BadBody::Malformed("Too many fields in the form.".to_owned()));
        }
        Ok(Self { fields: form::gather(pairs), form: true })
    }
}

/// What Python calls the type of a value.
pub(super) fn python_type(value: &Value) -> &'static str {
    match value {
        Value::Null => "NoneType",
        Value::Bool(_) => "bool",
        Value::Number(number) if number.is_f64() => "float",
        Value::Number(_) => "int",
        Value::String(_) => "str",
        Value::Array(_) => "list",
        Value::Object(_) => "dict",
    }
}
