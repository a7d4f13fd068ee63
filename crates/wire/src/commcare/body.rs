//! Request bodies.

use roster_model::RestoreUnshown;
use serde_json::Value;

use super::ErrorResponse;
use crate::{Format, json, parse_tree, xml};

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

/// Returns the function that adds to custom data in a request what XML cannot show of the stored data.
/// `None` if neither the request is in XML nor its response, so that the client has read JSON.
pub fn restore_unshown(content_type: Option<&str>, response: Format) -> Option<RestoreUnshown> {
    let is_xml =
        response == Format::Xml || Format::from_content_type(content_type) == Some(Format::Xml);
    is_xml.then_some(xml::restore_unshown as RestoreUnshown)
}
