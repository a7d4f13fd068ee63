//! The API document of mobile workers.

use roster_model::{ApiEdit, ApiValue, WorkerField};
use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{email, instant, maybe_text, object, page, password, phone, reference, text, texts},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let seconds = json!({
        "type": "integer", "minimum": 60, "maximum": 2_592_000,
        "description": "For how many seconds the link is valid; 7 days by default.",
    });
    let rows = json!({ "type": "array", "items": reference("UserRow"), "maxItems": 1000 });
    [
        filtered(Operation::get("user", "/"))
            .named("listUsers", "List mobile workers")
            .paged(1000)
            .response("200", "A page, by username.", page(reference("User"))),
        Operation::post("user", "/")
            .named("createUser", "Create a mobile worker")
            .body(reference("NewUser"))
            .response("201", "Created; `Location` has the address.", reference("CreatedUser")),
        Operation::post("user", "/bulk/")
            .named(
                "writeUsers",
                "Create and change up to 1,000 mobile workers, with a result per row",
            )
            .versions(&[], "v1")
            .query("atomic", text(), "`true`: one invalid row rejects all.")
            .body(object(json!({ "objects": rows, "atomic": { "type": "boolean" } }), &["objects"]))
            .response("200", "The result of each row.", reference("Verdicts")),
        Operation::get("user", "/{id}/")
            .named("getUser", "Show a mobile worker")
            .query("extras", text(), "`true` adds activity counts.")
            .response("200", "The worker.", reference("User")),
        Operation::put("user", "/{id}/")
            .named("editUser", "Change a mobile worker; absent fields keep their values")
            .body(reference("UserEdit"))
            .response("200", "The worker after the change.", reference("User")),
        Operation::delete("user", "/{id}/")
            .named("deleteUser", "Delete a mobile worker; the username stays taken")
            .empty_response("204", "Deleted."),
        Operation::post("user", "/{id}/activate/")
            .named("activateUser", "Reactivate a mobile worker")
            .response("202", "Active.", json!({ "type": "object" })),
        Operation::post("user", "/{id}/deactivate/")
            .named("deactivateUser", "Deactivate a mobile worker")
            .response("202", "Deactivated.", json!({ "type": "object" })),
        Operation::post("user", "/{id}/restore/")
            .named("restoreUser", "Undo the deletion of a mobile worker, within 30 days")
            .response("200", "The worker as before the deletion.", reference("User")),
        Operation::post("user", "/{id}/password-link/")
            .named(
                "createPasswordLink",
                "Create a one-time link with which a worker sets a password",
            )
            .body(object(json!({ "expires_in": seconds }), &[]))
            .response("201", "The link; it is shown once.", reference("PasswordLink")),
    ]
    .into_iter()
    .map(|operation| operation.alias("users"))
    .collect()
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let created = json!({ "id": text(), "user_id": text() });
    let mut new = writable();
    new["username"] = json!({
        "type": "string", "maxLength": 100,
        "pattern": "^[A-Za-z0-9+_-]+(\\.[A-Za-z0-9+_-]+)*(@[a-z0-9.-]+)?$",
        "description": "With or without `@` and the host of the project.",
    });
    new["require_account_confirmation"] = json!({ "type": "boolean" });
    let mut row = new.clone();
    row["id"] = json!({ "type": "string", "description": "With an ID, the row changes a worker." });
    let count = json!({ "type": "integer", "minimum": 0 });
    let verdicts = json!({
        "accepted": count, "refused": count,
        "objects": { "type": "array", "items": { "type": "object" } },
    });
    vec![
        ("User", user()),
        ("UserRow", object(row, &[])),
        ("Verdicts", object(verdicts, &["accepted", "refused", "objects"])),
        ("PasswordLink", object(json!({ "url": text(), "expires": text() }), &["url", "expires"])),
        ("CreatedUser", object(created, &["id", "user_id"])),
        ("NewUser", object(new, &["username"])),
        ("UserEdit", object(writable(), &[])),
    ]
}

fn filtered(operation: Operation) -> Operation {
    [
        ("group", "Members of the group with this ID."),
        ("archived", "`true`: deactivated workers instead of active ones."),
        ("extras", "`true` adds activity counts."),
        ("username", "Exactly this username, with or without the host."),
        ("search", "Words; each is a prefix of a word of the name, username, e-mail address or phone number."),
        ("email", "Exactly this e-mail address."),
        ("phone", "With this phone number."),
        ("location", "Assigned to the location with this ID."),
        ("include_descendants", "`true`: or to a location below it."),
        ("role", "With the role of this name."),
    ]
    .into_iter()
    .fold(operation, |operation, (name, description)| operation.query(name, text(), description))
    .query("modified_since", instant(), "Changed at or after this date or timestamp, ISO 8601.")
    .query("last_modified.gte", instant(), "The same; `last_modified.gt` excludes the timestamp itself.")
}

fn user() -> Value {
    let mut members = json!({ "type": text() });
    for (field, shown) in WorkerField::shown() {
        let schema = match shown.value {
            ApiValue::Text(_)
            | ApiValue::Instant(_)
            | ApiValue::Email
            | ApiValue::Eulas
            | ApiValue::ResourceUri => text(),
            ApiValue::OptionalText(_) | ApiValue::DefaultPhone => maybe_text(),
            ApiValue::TextList(_) | ApiValue::Phones => texts(),
            ApiValue::Flag(_) => json!({ "type": "boolean" }),
            ApiValue::CustomData => json!({ "type": "object" }),
        };
        members[field.name] = described(schema, field);
    }
    members["extras"] = json!({ "type": "object" });
    let always =
        ["id", "username", "first_name", "last_name", "email", "user_data", "resource_uri"];
    object(members, &always)
}

/// The fields of both create and update.
fn writable() -> Value {
    let mut members = json!({ "password": password() });
    for field in WorkerField::all() {
        let schema = match field.edit {
            None => continue,
            Some(ApiEdit::Text(_)) => text(),
            Some(ApiEdit::OptionalText(_) | ApiEdit::PrimaryLocation) => maybe_text(),
            Some(ApiEdit::Email) => email(),
            Some(ApiEdit::DefaultPhone) => phone(),
            Some(ApiEdit::Phones) => json!({ "type": "array", "items": phone() }),
            Some(ApiEdit::Groups | ApiEdit::Locations) => texts(),
            Some(ApiEdit::CustomData) => json!({ "type": "object" }),
        };
        members[field.name] = described(schema, field);
    }
    members
}

fn described(mut schema: Value, field: &WorkerField) -> Value {
    schema["description"] = json!(field.description);
    schema
}
