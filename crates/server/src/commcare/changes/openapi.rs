//! The API document of the changes feed.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{
        free_form, instant, integer, list, maybe_integer, maybe_string, nested, object, property,
        reference, string, text, with_example,
    },
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let whole =
        |least: i64, most: i64| json!({ "type": "integer", "minimum": least, "maximum": most });
    vec![
        Operation::get("changes", "/")
            .named("listChanges", "List the changes of a domain, deletions included")
            .versions(&[], "v1")
            .query(
                "since",
                text(),
                "The `next` of the previous page. Without it, the feed starts at the first change.",
            )
            .query("limit", whole(1, 1000), "The page size; 100 by default.")
            .query("wait", whole(0, 60), "The number of seconds to wait for a change.")
            .response("200", "Changes in order, without gaps.", reference("Changes"))
            .response(
                "410",
                "The cursor belongs to another history: read all records again.",
                history_changed(),
            ),
    ]
}

/// The error for a cursor of another history.
pub(in crate::commcare) fn history_changed() -> Value {
    let example = json!({
        "error": "The history has changed since this cursor was returned. Read all records again, then continue from the changes feed's present end.",
        "code": "history_changed",
    });
    with_example(reference("Error"), example)
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let change = [
        property("seq", integer(), "The number of the change in its domain.", 42),
        property("at", instant(), "When it happened.", "2026-03-02T09:30:00.123456Z"),
        property("kind", string(), "Record and verb.", "person.updated"),
        property("id", string(), "The ID of the record.", "3c5a623af057e23a32ae4000cf291339"),
        property("number", maybe_integer(), "The User.com ID of a person; else null.", 7),
        property("actor", string(), "Who caused the change.", "ada@example.org"),
        property("via", string(), "The API or tool that was used.", "commcare"),
        property(
            "fields",
            list(string()),
            "The names of the changed fields.",
            json!(["last_name"]),
        ),
        property(
            "before",
            free_form(),
            "The earlier values of the changed fields; null for a field that the record did not have. Of a deleted record: all values.",
            json!({ "last_name": "Doe" }),
        ),
        property(
            "after",
            free_form(),
            "The new values of the changed fields. Of a created record: all values. Passwords and other secrets have no values.",
            json!({ "last_name": "Smith" }),
        ),
        property(
            "username",
            maybe_string(),
            "The username of a worker, or the e-mail address of a contact, at the time; null for other records.",
            "jdoe@example.commcarehq.org",
        ),
    ];
    let always = change.each_ref().map(|(name, _)| *name);
    let page = [
        nested("changes", list(reference("Change")), "The changes, oldest first."),
        property("next", string(), "The cursor for `since` in the next request.", "42"),
    ];
    vec![
        ("Change", object("A change of a record.", change, &always)),
        ("Changes", object("A page of the feed.", page, &["changes", "next"])),
    ]
}
