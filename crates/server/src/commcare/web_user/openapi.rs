//! The API document of web users.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{instant, maybe_text, object, page, reference, text, texts},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let empty = json!({ "type": "object" });
    vec![
        Operation::get("web-user", "/")
            .named("listWebUsers", "List web users")
            .paged(1000)
            .query("web_username", text(), "Exactly this e-mail address.")
            .query(
                "username",
                text(),
                "The same, unless it is a credential together with `api_key`.",
            )
            .query(
                "modified_since",
                instant(),
                "Changed at or after this date or timestamp, ISO 8601.",
            )
            .query(
                "last_modified.gte",
                instant(),
                "The same; `last_modified.gt` excludes the timestamp itself.",
            )
            .response("200", "A page, by username.", page(reference("WebUser"))),
        Operation::get("web-user", "/{id}/").named("getWebUser", "Show a web user").response(
            "200",
            "The web user.",
            reference("WebUser"),
        ),
        Operation::patch("web-user", "/{id}/")
            .named("editWebUser", "Change the membership of a web user")
            .body(reference("WebUserEdit"))
            .response("202", "The web user after the change.", reference("WebUser")),
        Operation::post("web-user", "/{id}/activate/")
            .named("activateWebUser", "Reactivate a web user in the project")
            .response("202", "Active.", empty.clone()),
        Operation::post("web-user", "/{id}/deactivate/")
            .named("deactivateWebUser", "Deactivate a web user in the project")
            .response("202", "Deactivated.", empty),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let flag = json!({ "type": "boolean" });
    let whole = json!({
        "id": text(), "username": text(), "email": text(), "first_name": text(),
        "last_name": text(), "default_phone_number": maybe_text(), "phone_numbers": texts(),
        "role": text(), "is_admin": flag, "is_active_in_domain": flag, "eulas": text(),
        "permissions": { "type": "object" }, "user_data": { "type": "object" },
        "profile": maybe_text(), "primary_location_id": maybe_text(),
        "assigned_location_ids": texts(), "resource_uri": text(), "tableau_role": maybe_text(),
    });
    let edit = json!({
        "role": text(), "primary_location_id": maybe_text(), "assigned_location_ids": texts(),
        "profile": maybe_text(), "user_data": { "type": "object" },
    });
    let always = ["id", "username", "email", "role", "is_admin", "permissions", "user_data"];
    vec![("WebUser", object(whole, &always)), ("WebUserEdit", object(edit, &[]))]
}
