//! The API document of the forward intake.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{maybe_text, object, reference, text, texts},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("forwarded/user", "/")
            .named("takeForwardedUser", "Take a user that CommCare HQ forwards")
            .versions(&[], "v1")
            .body(reference("ForwardedUser"))
            .response("200", "The worker, changed or not.", reference("User"))
            .response("201", "Created.", reference("User")),
        Operation::post("forwarded/location", "/")
            .named("takeForwardedLocation", "Take a location that CommCare HQ forwards")
            .versions(&[], "v1")
            .body(reference("ForwardedLocation"))
            .response("200", "The location, changed or not.", reference("LocationV1"))
            .response("201", "Created.", reference("LocationV1")),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let user = json!({
        "id": text(), "username": text(), "first_name": text(), "last_name": text(),
        "email": text(), "default_phone_number": maybe_text(), "phone_numbers": texts(),
        "groups": texts(), "primary_location": maybe_text(), "locations": texts(),
        "user_data": { "type": "object" }, "is_active": { "type": "boolean" },
    });
    let location = json!({
        "location_id": text(), "name": text(), "site_code": text(),
        "location_type_code": text(), "parent_location_id": maybe_text(),
        "latitude": {}, "longitude": {}, "external_id": maybe_text(),
        "metadata": { "type": "object" }, "is_archived": { "type": "boolean" },
    });
    let of_location = ["location_id", "name", "site_code", "location_type_code"];
    vec![
        ("ForwardedUser", object(user, &["id", "username"])),
        ("ForwardedLocation", object(location, &of_location)),
    ]
}
