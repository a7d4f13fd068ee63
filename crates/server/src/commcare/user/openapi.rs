//! The API document of mobile workers.

use roster_model::{ApiEdit, ApiValue, WorkerField};
use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{
        Property, count, flag, free_form, instant, integer, list, maybe_string, maybe_text, nested,
        object, page, password, phone, property, reference, string, text, with_example,
    },
};

const ID: &str = "3c5a623af057e23a32ae4000cf291339";

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    [
        filtered(Operation::get("user", "/"))
            .named("listUsers", "List mobile workers")
            .described("Filters combine, and `total_count` is exact.")
            .paged(1000)
            .response("200", "A page, by username.", reference("UserPage")),
        Operation::post("user", "/")
            .named("createUser", "Create a mobile worker")
            .described(
                "Needs `username`, and one of `password`, `connect_username` and `require_account_confirmation`.",
            )
            .body(reference("NewUser"))
            .response("201", "Created; `Location` has the address.", reference("CreatedUser")),
        Operation::post("user", "/bulk/")
            .named(
                "writeUsers",
                "Create and change up to 1,000 mobile workers, with a result per row",
            )
            .versions(&[], "v1")
            .query("atomic", flag(), "`true`: one invalid row rejects all.")
            .body(reference("UserRows"))
            .response("200", "The result of each row.", reference("Verdicts")),
        Operation::get("user", "/{id}/")
            .named("getUser", "Show a mobile worker")
            .query("extras", flag(), "`true` adds activity counts.")
            .response("200", "The worker.", reference("User")),
        Operation::put("user", "/{id}/")
            .named("editUser", "Change a mobile worker; absent fields keep their values")
            .described("`phone_numbers`, `groups`, `locations` and `user_data` replace the present values.")
            .body(reference("UserEdit"))
            .response("200", "The worker after the change.", reference("User")),
        Operation::delete("user", "/{id}/")
            .named("deleteUser", "Delete a mobile worker; the username stays taken")
            .empty_response("204", "Deleted."),
        Operation::post("user", "/{id}/activate/")
            .named("activateUser", "Reactivate a mobile worker")
            .response("202", "Active.", reference("Empty")),
        Operation::post("user", "/{id}/deactivate/")
            .named("deactivateUser", "Deactivate a mobile worker")
            .response("202", "Deactivated.", reference("Empty")),
        Operation::post("user", "/{id}/restore/")
            .named("restoreUser", "Undo the deletion of a mobile worker, within 30 days")
            .described("References to groups, locations, roles and profiles that no longer exist are left out.")
            .response("200", "The worker as before the deletion.", reference("User")),
        Operation::post("user", "/{id}/password-link/")
            .named(
                "createPasswordLink",
                "Create a one-time link with which a worker sets a password",
            )
            .described("A newer link for the same worker replaces it. The present password stays valid until the worker sets a new one.")
            .optional_body(reference("NewPasswordLink"))
            .response("201", "The link; it is shown once.", reference("PasswordLink")),
    ]
    .into_iter()
    .map(|operation| operation.alias("users"))
    .collect()
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let created = [
        property("id", string(), "The ID.", ID),
        property("user_id", string(), "The same ID, under the published name.", ID),
    ];
    let row_id = property("id", string(), "With an ID, the row changes a worker.", ID);
    let rows = [
        nested(
            "objects",
            json!({ "type": "array", "items": reference("UserRow"), "maxItems": 1000 }),
            "The workers to create and to change.",
        ),
        property("atomic", flag(), "Whether one invalid row rejects all.", false),
    ];
    let row_example = json!({ "username": "jdoe", "password": "qwer1234", "first_name": "John" });
    let verdicts = [
        property("accepted", count(), "The number of saved rows.", 1),
        property("refused", count(), "The number of other rows.", 0),
        property(
            "error",
            string(),
            "Why no row was saved.",
            "Some rows have errors, so no row was saved.",
        ),
        property("code", string(), "The same, as a stable code for programs.", "rows_refused"),
        nested("objects", list(reference("Verdict")), "The result of each row, in their order."),
    ];
    let verdicts_example = json!({
        "accepted": 1, "refused": 0,
        "objects": [{ "index": 0, "status": 201, "id": ID, "user_id": ID }],
    });
    let verdicts =
        object("The results of a bulk request.", verdicts, &["accepted", "refused", "objects"]);
    vec![
        ("User", user()),
        ("UserPage", page("User")),
        ("UserExtras", extras()),
        (
            "UserRow",
            with_example(
                object("A worker to create or change.", new().into_iter().chain([row_id]), &[]),
                row_example,
            ),
        ),
        ("UserRows", object("Workers to create and change.", rows, &["objects"])),
        ("Verdict", verdict()),
        ("Verdicts", with_example(verdicts, verdicts_example)),
        ("NewPasswordLink", object("A link to create.", [expires_in()], &[])),
        ("PasswordLink", password_link()),
        ("CreatedUser", object("The ID of a new worker.", created, &["id", "user_id"])),
        (
            "NewUser",
            with_example(object("A worker to create.", new(), &["username"]), published_new()),
        ),
        (
            "UserEdit",
            with_example(object("A change of a worker.", writable(), &[]), published_edit()),
        ),
        ("Empty", object("An empty object.", [], &[])),
    ]
}

/// The sample of the published page about creating a user.
fn published_new() -> Value {
    json!({
        "username": "jdoe@example.commcarehq.org",
        "password": "qwer1234",
        "first_name": "John",
        "last_name": "Doe",
        "default_phone_number": "+50253311399",
        "email": "jdoe@example.org",
        "language": "en",
        "phone_numbers": ["+50253311399", "50253314588"],
        "groups": ["9a0accdba29e01a61ea099394737c4fb", "b4ccdba29e01a61ea099394737c4fbf7"],
        "user_data": { "chw_id": "13/43/DFA" },
    })
}

/// The sample of the published page about editing a user.
fn published_edit() -> Value {
    json!({
        "first_name": "John",
        "last_name": "Doe",
        "email": "jdoe@example.org",
        "language": "en",
        "password": "new password",
        "phone_numbers": ["+50253311399", "50253314588"],
        "groups": ["9a0accdba29e01a61ea099394737c4fb", "b4ccdba29e01a61ea099394737c4fbf7"],
        "primary_location": "26fc44e2792b4f2fa8ef86178f0a958e",
        "locations": ["26fc44e2792b4f2fa8ef86178f0a958e", "c1b029932ed442a6a846a4ea10e46a78"],
        "user_data": { "chw_id": "13/43/DFA" },
    })
}

fn filtered(operation: Operation) -> Operation {
    [
        ("group", "Members of the group with this ID."),
        ("username", "Exactly this username, with or without the host."),
        ("search", "Words; each is a prefix of a word of the name, username, e-mail address or phone number."),
        ("email", "Exactly this e-mail address."),
        ("phone", "With this phone number."),
        ("location", "Assigned to the location with this ID."),
        ("role", "With the role of this name."),
    ]
    .into_iter()
    .fold(operation, |operation, (name, description)| operation.query(name, text(), description))
    .query("archived", flag(), "`true`: deactivated workers instead of active ones.")
    .query("include_descendants", flag(), "`true`: or to a location below the one of `location`.")
    .query("extras", flag(), "`true` adds activity counts.")
    .query("modified_since", instant(), "Changed at or after this date or timestamp, ISO 8601.")
    .query("last_modified.gte", instant(), "The same; `last_modified.gt` excludes the timestamp itself.")
}

fn user() -> Value {
    let mut properties =
        vec![property("type", string(), "Always `user`. Absent in the wire mode `live`.", "user")];
    let mut always = Vec::new();
    for (field, shown) in WorkerField::shown() {
        let schema = match shown.value {
            ApiValue::Text(_)
            | ApiValue::TextIfSet(_)
            | ApiValue::Instant(_)
            | ApiValue::Email
            | ApiValue::Eulas
            | ApiValue::ResourceUri => string(),
            ApiValue::OptionalText(_) | ApiValue::DefaultPhone => maybe_string(),
            ApiValue::TextList(_) | ApiValue::Phones => list(string()),
            ApiValue::Flag(_) => flag(),
            ApiValue::CustomData => free_form(),
        };
        properties.push(property(field.name, schema, field.description, (field.example)()));
        // The wire mode `live` has fewer fields.
        always.extend(shown.live.then_some(field.name));
    }
    let example =
        properties.iter().map(|(name, schema)| ((*name).to_owned(), schema["examples"][0].clone()));
    let example = Value::Object(example.collect());
    properties.push(("extras", reference("UserExtras")));
    with_example(object("A mobile worker.", properties, &always), example)
}

fn extras() -> Value {
    let properties = [
        property("completed_last_30", integer(), "Forms completed in the last 30 days.", 3),
        property("completed_last_month", integer(), "Forms completed in the last month.", 5),
        property("submitted_last_30", integer(), "Forms submitted in the last 30 days.", 3),
        property("submitted_last_month", integer(), "Forms submitted in the last month.", 5),
    ];
    let always = properties.each_ref().map(|(name, _)| *name);
    object("Activity counts, with `extras=true`.", properties, &always)
}

/// How long a password link is valid.
fn expires_in() -> Property {
    let seconds = json!({ "type": ["integer", "null"], "minimum": 60, "maximum": 2_592_000 });
    property(
        "expires_in",
        seconds,
        "The number of seconds for which the link is valid; 7 days by default.",
        86_400,
    )
}

fn password_link() -> Value {
    let properties = [
        property(
            "url",
            string(),
            "The address of the page on which the worker sets a password.",
            "https://roster.example.org/set-password/9Jm2vXq7TzR4wKpL",
        ),
        property("expires", instant(), "When the link expires.", "2026-03-03T09:30:00.123456Z"),
    ];
    let always = properties.each_ref().map(|(name, _)| *name);
    object("A link with which a worker sets a password.", properties, &always)
}

fn verdict() -> Value {
    let properties = [
        property("index", count(), "The position of the row.", 0),
        property(
            "status",
            integer(),
            "The status that the row would have in a request of its own.",
            201,
        ),
        property("id", string(), "The ID of the worker.", ID),
        property("user_id", string(), "The same ID.", ID),
        property("error", string(), "The problem, as text for people.", "This field is required."),
        property("code", string(), "The problem, as a stable code for programs.", "required"),
        property("field", string(), "The invalid field.", "username"),
        nested("errors", list(reference("ErrorDetail")), "All errors of the row."),
    ];
    object("The result of a row.", properties, &["index", "status"])
}

/// The fields of a worker to create.
fn new() -> Vec<Property> {
    let username = json!({
        "type": "string", "maxLength": 100,
        "pattern": "^[A-Za-z0-9+_-]+(\\.[A-Za-z0-9+_-]+)*(@[a-z0-9.-]+)?$",
    });
    let own = [
        property("username", username, "With or without `@` and the host of the domain.", "jdoe"),
        property(
            "connect_username",
            text(),
            "The name at ConnectID, which counts in place of a password.",
            "jdoe",
        ),
        property(
            "require_account_confirmation",
            flag(),
            "Whether the worker chooses a password by a link in an e-mail.",
            false,
        ),
    ];
    own.into_iter().chain(writable()).collect()
}

/// The fields of both create and update.
fn writable() -> Vec<Property> {
    let mut properties = vec![property("password", password(), "New password.", "qwer1234")];
    for field in WorkerField::all() {
        let schema = match field.edit {
            None => continue,
            Some(ApiEdit::Text(_)) => text(),
            Some(ApiEdit::OptionalText(_) | ApiEdit::PrimaryLocation) => maybe_text(),
            Some(ApiEdit::Email) => json!({ "type": "string", "maxLength": 254 }),
            Some(ApiEdit::DefaultPhone) => phone(),
            Some(ApiEdit::Phones) => list(phone()),
            Some(ApiEdit::Groups | ApiEdit::Locations) => list(text()),
            Some(ApiEdit::CustomData) => free_form(),
        };
        properties.push(property(field.name, schema, field.description, (field.example)()));
    }
    properties
}
