//! The API document of activity.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{object, reference, text},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let one = reference("Submission");
    let body = json!({ "oneOf": [one, { "type": "array", "items": one, "maxItems": 1000 }] });
    vec![
        Operation::post("activity", "/")
            .named("recordActivity", "Record form submissions of workers; each form counts once")
            .versions(&[], "v1")
            .body(body)
            .response("201", "Recorded.", reference("ActivityCounted")),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let submission = json!({
        "instance_id": text(), "user_id": text(), "received_on": text(), "completed_on": text(),
    });
    let count = json!({ "type": "integer", "minimum": 0 });
    let counted = json!({ "accepted": count, "repeated": count });
    vec![
        ("Submission", object(submission, &["instance_id", "user_id"])),
        ("ActivityCounted", object(counted, &["accepted", "repeated"])),
    ]
}
