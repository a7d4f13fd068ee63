//! Request bodies.

use serde_json::{Map, Value};

use super::ErrorResponse;
use crate::json;

/// Decodes a JSON body that is an object. Without a `Content-Type` it is JSON.
///
/// # Errors
/// 415 for any other type; 400 `invalidSyntax` for a malformed body.
pub fn decode(
    content_type: Option<&str>,
    bytes: &[u8],
) -> Result<Map<String, Value>, ErrorResponse> {
    let essence = content_type.unwrap_or("application/scim+json").split(';').next();
    let essence = essence.unwrap_or_default().trim().to_ascii_lowercase();
    if !matches!(essence.as_str(), "application/scim+json" | "application/json") {
        return Err(ErrorResponse::unsupported_media_type());
    }
    match json::parse(bytes) {
        Ok(Value::Object(body)) => Ok(body),
        Ok(_) => Err(ErrorResponse::invalid_syntax("The body must be a JSON object.")),
        Err(error) => {
            Err(ErrorResponse::invalid_syntax(&format!("The body is not JSON: {error}.")))
        }
    }
}

/// Finds a member, whatever the case of its name (RFC 7643, 2.1).
pub(super) fn member<'a>(object: &'a Map<String, Value>, name: &str) -> Option<&'a Value> {
    object
        .get(name)
        .or_else(|| object.iter().find(|(key, _)| key.eq_ignore_ascii_case(name)).map(|(_, v)| v))
}

/// The flag in a value. Entra ID sends flags as texts.
pub(super) fn flag(value: &Value) -> Option<bool> {
    match value {
        Value::Bool(flag) => Some(*flag),
        Value::String(text) if text.eq_ignore_ascii_case("true") => Some(true),
        Value::String(text) if text.eq_ignore_ascii_case("false") => Some(false),
        _ => None,
    }
}
