//! What the API documentation says of mobile workers.

use serde_json::{Value, json};

use crate::openapi::{
    Operation,
    schema::{email, instant, maybe_text, object, page, password, phone, reference, text, texts},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let rows = json!({ "type": "array", "items": reference("UserRow"), "maxItems": 1000 });
    [
        filtered(Operation::get("user", "/"))
            .called("listUsers", "List mobile workers")
            .paged(1000)
            .answers("200", "A page, by username.", page(reference("User"))),
        Operation::post("user", "/")
            .called("createUser", "Create a mobile worker")
            .body(reference("NewUser"))
            .answers("201", "Created; `Location` says where.", reference("CreatedUser")),
        Operation::post("user", "/bulk/")
            .called(
                "writeUsers",
                "Create and change up to 1,000 mobile workers, each with a verdict",
            )
            .versions(&[], "v1")
            .query("atomic", text(), "`true`: one refused row refuses all.")
            .body(object(json!({ "objects": rows, "atomic": { "type": "boolean" } }), &["objects"]))
            .answers("200", "A verdict for each row.", reference("Verdicts")),
        Operation::get("user", "/{id}/")
            .called("getUser", "Show a mobile worker")
            .query("extras", text(), "`true` adds counts of what the worker submitted.")
            .answers("200", "The worker.", reference("User")),
        Operation::put("user", "/{id}/")
            .called("editUser", "Change a mobile worker: what is left out stays")
            .body(reference("UserEdit"))
            .answers("200", "The worker as kept.", reference("User")),
        Operation::delete("user", "/{id}/")
            .called("deleteUser", "Delete a mobile worker; the username stays taken")
            .answers_empty("204", "Deleted."),
        Operation::post("user", "/{id}/activate/")
            .called("activateUser", "Let a mobile worker sign in again")
            .answers("202", "Active.", json!({ "type": "object" })),
        Operation::post("user", "/{id}/deactivate/")
            .called("deactivateUser", "Archive a mobile worker")
            .answers("202", "Archived.", json!({ "type": "object" })),
    ]
    .into_iter()
    .map(|operation| operation.also("users"))
    .collect()
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let created = json!({ "id": text(), "user_id": text() });
    let mut new = writable();
    new["username"] = json!({
        "type": "string", "maxLength": 100,
        "pattern": "^[A-Za-z0-9+_-]+(\\.[A-Za-z0-9+_-]+)*(@[a-z0-9.-]+)?$",
        "description": "Bare, or with `@` and the project's host.",
    });
    new["require_account_confirmation"] = json!({ "type": "boolean" });
    let mut row = new.clone();
    row["id"] = json!({ "type": "string", "description": "With it the row is an edit." });
    let count = json!({ "type": "integer", "minimum": 0 });
    let verdicts = json!({
        "accepted": count, "refused": count,
        "objects": { "type": "array", "items": { "type": "object" } },
    });
    vec![
        ("User", user()),
        ("UserRow", object(row, &[])),
        ("Verdicts", object(verdicts, &["accepted", "refused", "objects"])),
        ("CreatedUser", object(created, &["id", "user_id"])),
        ("NewUser", object(new, &["username"])),
        ("UserEdit", object(writable(), &[])),
    ]
}

fn filtered(operation: Operation) -> Operation {
    [
        ("group", "Members of the group with this identity."),
        ("archived", "`true`: archived workers instead of active ones."),
        ("extras", "`true` adds counts of what each worker submitted."),
        ("username", "Exactly this username, in full or bare."),
        ("search", "Words, each the beginning of a word of name, username, e-mail or phone."),
        ("email", "Exactly this e-mail address."),
        ("phone", "Having this phone number."),
        ("location", "Assigned to the location with this identity."),
        ("include_descendants", "`true`: or to one below it."),
        ("role", "With the role of this name."),
    ]
    .into_iter()
    .fold(operation, |operation, (name, told)| operation.query(name, text(), told))
    .query("modified_since", instant(), "Changed at or after this date or instant, ISO 8601.")
}

fn user() -> Value {
    let members = json!({
        "type": text(), "id": text(), "username": text(), "first_name": text(), "last_name": text(),
        "default_phone_number": maybe_text(), "email": text(), "phone_numbers": texts(),
        "groups": texts(), "locations": texts(), "primary_location": maybe_text(),
        "user_data": { "type": "object" }, "eulas": text(), "resource_uri": text(),
        "language": maybe_text(), "role": maybe_text(), "is_active": { "type": "boolean" },
        "created_on": text(), "last_modified": text(), "extras": { "type": "object" },
    });
    let always =
        ["id", "username", "first_name", "last_name", "email", "user_data", "resource_uri"];
    object(members, &always)
}

/// The fields that may be given both when a worker is made and later.
fn writable() -> Value {
    json!({
        "password": password(), "first_name": text(), "last_name": text(), "email": email(),
        "language": maybe_text(), "default_phone_number": phone(),
        "phone_numbers": { "type": "array", "items": phone() },
        "groups": texts(), "primary_location": maybe_text(), "locations": texts(),
        "user_data": { "type": "object" }, "role": maybe_text(),
    })
}
