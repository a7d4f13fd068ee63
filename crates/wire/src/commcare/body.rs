//! Request bodies, by their `Content-Type`.

use serde_json::Value;

use super::ErrorResponse;
use crate::{Format, json, read_tree};

/// The tree in a request body; a missing `Content-Type` is JSON.
///
/// # Errors
/// 415 for another type than JSON and XML, 400 for bytes that are not of their type.
pub fn read(content_type: Option<&str>, bytes: &[u8]) -> Result<Value, ErrorResponse> {
    match Format::of_content_type(content_type) {
        Some(Format::Json) => json::read(bytes).map_err(|bad| ErrorResponse::bad_body(&bad)),
        Some(Format::Xml) => read_tree(bytes).map_err(|bad| ErrorResponse::bad_body(&bad)),
        None => Err(ErrorResponse::unsupported_type()),
    }
}
