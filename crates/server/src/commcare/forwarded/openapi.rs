//! The API document of the forward intake.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{flag, free_form, list, maybe_text, object, property, reference, text},
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
    let location_id = "26fc44e2792b4f2fa8ef86178f0a958e";
    let user = [
        property("id", text(), "The ID.", "3c5a623af057e23a32ae4000cf291339"),
        property(
            "username",
            text(),
            "The username. It gets the host of the domain here.",
            "jdoe@example.commcarehq.org",
        ),
        property("first_name", text(), "First name.", "John"),
        property("last_name", text(), "Last name.", "Doe"),
        property("email", text(), "E-mail address.", "jdoe@example.org"),
        property("default_phone_number", maybe_text(), "First phone number.", "+50253311399"),
        property("phone_numbers", list(text()), "Phone numbers.", json!(["+50253311399"])),
        property(
            "groups",
            list(text()),
            "The IDs of the groups.",
            json!(["9a0accdba29e01a61ea099394737c4fb"]),
        ),
        property("primary_location", maybe_text(), "The ID of the primary location.", location_id),
        property("locations", list(text()), "The IDs of the locations.", json!([location_id])),
        property("user_data", free_form(), "Custom data.", json!({ "chw_id": "13/43/DFA" })),
        property("is_active", flag(), "Whether the worker may sign in.", true),
    ];
    let degrees = || json!({ "type": ["string", "number", "null"] });
    let location = [
        property("location_id", text(), "The ID.", location_id),
        property("name", text(), "The name.", "Ibadan North"),
        property("site_code", text(), "The site code.", "ibadan_north"),
        property("location_type_code", text(), "The code of the location type.", "district"),
        property(
            "parent_location_id",
            maybe_text(),
            "The ID of the location above.",
            "c1b029932ed442a6a846a4ea10e46a78",
        ),
        property("latitude", degrees(), "Degrees north.", "7.4021"),
        property("longitude", degrees(), "Degrees east.", "3.9173"),
        property("external_id", maybe_text(), "The ID in another system.", Value::Null),
        property("metadata", free_form(), "Custom data.", json!({ "population": "306795" })),
        property("is_archived", flag(), "Must be false: archived locations are not taken.", false),
    ];
    let of_location = ["location_id", "name", "site_code", "location_type_code"];
    vec![
        ("ForwardedUser", object("A user as CommCare HQ forwards it.", user, &["id", "username"])),
        (
            "ForwardedLocation",
            object("A location as CommCare HQ forwards it.", location, &of_location),
        ),
    ]
}
