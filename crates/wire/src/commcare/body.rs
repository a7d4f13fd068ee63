//! Request bodies.

use serde_json::Value;

use super::ErrorResponse;
use crate::{Format, json, parse_tree};

/// Decodes a JSON or XML body into a tree. Without a `Content-Type` the body is JSON.
///
/// # Errors
/// 415 for any other type, 400 for a malformed body or one with too many values.
pub fn decode(content_type: Option<&str>, bytes: &[u8]) -> Result<Value, ErrorResponse> {
    match Format::from_content_type(content_type) {
        Some(Format::Json) => json::parse(bytes).map_err(|error| ErrorResponse::bad_json(&error)),
        Some(Format::Xml) => parse_tree(bytes).map_err(|error| ErrorResponse::bad_xml(&error)),
        None => Err(ErrorResponse::unsupported_media_type()),
    }
}
