//! The API document of activity.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{count, object, property, reference, text},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    vec![
        Operation::post("activity", "/")
            .named("recordActivity", "Record form submissions of workers; each form counts once")
            .described("A form as CommCare HQ forwards it, in JSON or XML, is accepted as well.")
            .versions(&[], "v1")
            .body(reference("Submissions"))
            .response("201", "Recorded.", reference("ActivityCounted")),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let at = "2026-03-02T09:30:00Z";
    let submission = [
        property(
            "instance_id",
            text(),
            "The ID of the form submission.",
            "3f2b4b1c-8b6a-4f57-9d1e-2f0a6c1d7e55",
        ),
        property("user_id", text(), "The ID of the worker.", "3c5a623af057e23a32ae4000cf291339"),
        property("received_on", text(), "When it was received, ISO 8601. Now by default.", at),
        property("completed_on", text(), "When the worker completed the form, ISO 8601.", at),
    ];
    let counted = [
        property("accepted", count(), "The number of new submissions.", 1),
        property("repeated", count(), "The number of those counted before.", 0),
    ];
    let one = reference("Submission");
    let several = json!({
        "description": "One form submission, or up to 1,000.",
        "oneOf": [one, { "type": "array", "items": one, "maxItems": 1000 }],
    });
    vec![
        ("Submission", object("A form submission.", submission, &["instance_id", "user_id"])),
        ("Submissions", several),
        (
            "ActivityCounted",
            object("How many submissions are new.", counted, &["accepted", "repeated"]),
        ),
    ]
}
