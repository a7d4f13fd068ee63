//! Request bodies: JSON, forms, and forms with the content type of JSON.

use serde_json::{Map, Value};

use super::{form, multipart};
use crate::json::{self, BadJson, MAX_VALUES};

/// The fields of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Body {
    /// The values by name, in order. A field that a form repeats is an array of texts.
    pub fields: Map<String, Value>,
    /// Whether the body is a form. In a form a list with one item looks like a single value.
    pub form: bool,
}

/// Why a body cannot be decoded.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum BadBody {
    /// The body does not have the syntax of its content type.
    #[error("{0}")]
    Malformed(String),
    /// The content type is not supported.
    #[error("Unsupported media type \"{0}\" in request.")]
    MediaType(String),
    /// The body is JSON but not an object. Contains the name of its type in Python.
    #[error("Invalid data. Expected a dictionary, but got {0}.")]
    NotAnObject(&'static str),
}

impl Body {
    /// Decodes a body. An empty body has no fields, whatever its content type.
    ///
    /// Two of the published client programs send a form with the content type of JSON. A body that
    /// is not JSON is decoded as a form if it looks like one. The other way round, `curl --data` sends
    /// JSON with the content type of a form: what begins as a JSON object is decoded as JSON.
    ///
    /// # Errors
    /// [`BadBody`].
    pub fn decode(content_type: Option<&str>, bytes: &[u8]) -> Result<Self, BadBody> {
        if bytes.is_empty() {
            return Ok(Self::default());
        }
        let content_type = content_type.unwrap_or("application/json");
        let essence = content_type.split(';').next().unwrap_or_default().trim();
        match essence.to_ascii_lowercase().as_str() {
            "application/json" => Self::decode_json(bytes),
            "application/x-www-form-urlencoded" => Self::decode_form(bytes),
            "multipart/form-data" => Self::from_pairs(multipart::parse(content_type, bytes)?),
            _ => Err(BadBody::MediaType(content_type.to_owned())),
        }
    }

    fn decode_json(bytes: &[u8]) -> Result<Self, BadBody> {
        match json::parse(bytes) {
            Ok(Value::Object(fields)) => Ok(Self { fields, form: false }),
            Err(BadJson::TooManyValues) => Err(BadBody::Malformed(format!(
                "The body must not have more than {MAX_VALUES} values."
            ))),
            Ok(other) => Err(BadBody::NotAnObject(python_type(&other))),
            Err(_) if form::looks_like_form(bytes) => Self::from_pairs(form::parse(bytes)),
            Err(error) => Err(BadBody::Malformed(format!("JSON parse error - {error}"))),
        }
    }

    fn decode_form(bytes: &[u8]) -> Result<Self, BadBody> {
        let is_object = |bytes: &[u8]| bytes.trim_ascii_start().starts_with(b"{");
        if is_object(bytes) || json::parse(bytes).is_ok() {
            return Self::decode_json(bytes);
        }
        let pairs = form::parse(bytes);
        match pairs.as_slice() {
            // The same with percent escapes.
            [(only, value)] if value.is_empty() && is_object(only.as_bytes()) => {
                Self::decode_json(only.as_bytes())
            }
            [(_, value)] if value.is_empty() && !bytes.contains(&b'=') => {
                Err(BadBody::Malformed("The body is not a form: it has no '='.".to_owned()))
            }
            _ => Self::from_pairs(pairs),
        }
    }

    fn from_pairs(pairs: Vec<(String, String)>) -> Result<Self, BadBody> {
        if pairs.len() > form::MAX_FIELDS {
            return Err(BadBody::Malformed("Too many fields in the form.".to_owned()));
        }
        Ok(Self { fields: form::group_by_name(pairs), form: true })
    }
}

/// Returns the name of the type of a value in Python.
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
