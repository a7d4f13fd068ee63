//! Bodies of the User.com dialect, in all the forms that clients send.

use roster_model::Undefined;
use roster_wire::usercom::{
    Body, Version, attribute_name, company_edit, list_edit, list_number, mass_custom,
    mass_standard, member, merge, new_attribute, new_event, new_event_of, person_edit,
    set_attribute, set_attributes, tag_name, tag_names,
};

/// A body that calls itself JSON, and may be a form.
pub(crate) fn json(bytes: &[u8]) {
    read("application/json", bytes);
}

/// A form.
pub(crate) fn form(bytes: &[u8]) {
    read("application/x-www-form-urlencoded", bytes);
}

/// A form in parts.
pub(crate) fn multipart(bytes: &[u8]) {
    read("multipart/form-data; boundary=b", bytes);
}

fn read(content_type: &str, bytes: &[u8]) {
    match Body::decode(Some(content_type), bytes) {
        Ok(body) => decode(&body),
        Err(told) => assert!(!told.to_string().is_empty()),
    }
}

/// Reads a body in all the ways that handlers do.
fn decode(body: &Body) {
    let _ = person_edit(body, Undefined::Ignore);
    let _ = company_edit(body);
    let _ = member(body);
    let _ = set_attribute(body);
    let _ = set_attributes(body);
    let _ = attribute_name(body);
    let _ = new_attribute(body);
    for version in [Version::V1, Version::V2] {
        let _ = new_event(body, version);
    }
    let _ = new_event_of(body);
    for by_custom_id in [false, true] {
        let _ = mass_standard(body, by_custom_id);
        let _ = mass_custom(body, by_custom_id);
    }
    let _ = merge(body);
    let _ = tag_name(body);
    let _ = tag_names(body);
    let _ = list_number(body);
    let _ = list_edit(body);
}
