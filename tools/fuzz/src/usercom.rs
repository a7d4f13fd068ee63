//! Request bodies of the User.com dialect.

use roster_model::Undefined;
use roster_wire::usercom::{
    Body, Version, attribute, company, event, list, tag,
    user::{self, bulk},
};

/// A body with the content type of JSON, which can be a form.
pub(crate) fn json(bytes: &[u8]) {
    decode_as("application/json", bytes);
}

/// A URL-encoded form.
pub(crate) fn form(bytes: &[u8]) {
    decode_as("application/x-www-form-urlencoded", bytes);
}

/// A multipart form.
pub(crate) fn multipart(bytes: &[u8]) {
    decode_as("multipart/form-data; boundary=b", bytes);
}

fn decode_as(content_type: &str, bytes: &[u8]) {
    match Body::decode(Some(content_type), bytes) {
        Ok(body) => decode(&body),
        Err(error) => assert!(!error.to_string().is_empty()),
    }
}

/// Decodes a body with every decoder.
fn decode(body: &Body) {
    let _ = user::decode_edit(body, Undefined::Ignore);
    let _ = company::decode_edit(body);
    let _ = company::decode_member(body);
    let _ = user::decode_set_attribute(body);
    let _ = user::decode_set_attributes(body);
    let _ = user::decode_remove_attribute(body);
    let _ = company::decode_set_attribute(body);
    let _ = company::decode_set_attributes(body);
    let _ = company::decode_remove_attribute(body);
    let _ = attribute::decode_create(body);
    for version in [Version::V1, Version::V2] {
        let _ = event::decode_create(body, version);
    }
    let _ = event::decode_occurrence(body);
    for by_custom_id in [false, true] {
        let _ = bulk::decode_standard(body, by_custom_id);
        let _ = bulk::decode_custom(body, by_custom_id);
    }
    let _ = bulk::decode_merge(body);
    let _ = tag::decode_name(body);
    let _ = tag::decode_names(body);
    let _ = list::decode_number(body);
    let _ = list::decode_edit(body);
}
