//! The API document of web users.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{
        Property, flag, free_form, instant, list, maybe_string, maybe_text, nested, object, page,
        property, reference, string, text,
    },
};

const LOCATION: &str = "26fc44e2792b4f2fa8ef86178f0a958e";

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
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
            .response("200", "A page, by username.", reference("WebUserPage")),
        Operation::get("web-user", "/{id}/").named("getWebUser", "Show a web user").response(
            "200",
            "The web user.",
            reference("WebUser"),
        ),
        Operation::patch("web-user", "/{id}/")
            .named("editWebUser", "Change the membership of a web user")
            .body(reference("WebUserEdit"))
            .response("202", "The web user after the change.", reference("WebUser"))
            .response("400", "Invalid values.", reference("WebUserError")),
        Operation::post("web-user", "/{id}/activate/")
            .named("activateWebUser", "Reactivate a web user in the domain")
            .response("202", "Active.", reference("Empty")),
        Operation::post("web-user", "/{id}/deactivate/")
            .named("deactivateWebUser", "Deactivate a web user in the domain")
            .response("202", "Deactivated.", reference("Empty")),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let edit = [
        property("role", text(), "The name of the role.", "Field manager"),
        property("primary_location_id", maybe_text(), "The ID of the primary location.", LOCATION),
        property(
            "assigned_location_ids",
            list(text()),
            "The IDs of the assigned locations.",
            json!([LOCATION]),
        ),
        property("profile", maybe_text(), "The name of the profile.", Value::Null),
        property("user_data", free_form(), "Custom data.", json!({ "team": "north" })),
    ];
    let error = [
        property(
            "error",
            string(),
            "The problem, as text for people.",
            "Role 'Guest' does not exist",
        ),
        property("code", string(), "The problem, as a stable code for programs.", "unknown"),
        property("field", string(), "The invalid field.", "role"),
        property(
            "errors",
            list(string()),
            "All problems, as texts.",
            json!(["Role 'Guest' does not exist"]),
        ),
        nested("details", list(reference("ErrorDetail")), "All problems, with code and field."),
    ];
    let whole = whole();
    // `profile` has a value only in domains with profiles.
    let always: Vec<&str> =
        whole.iter().map(|(name, _)| *name).filter(|name| *name != "tableau_groups").collect();
    let schema = object("A person who administers a domain.", whole, &always);
    vec![
        ("WebUser", schema),
        ("WebUserPage", page("WebUser")),
        ("WebUserEdit", object("A change of a membership.", edit, &[])),
        ("WebUserError", object("The response to an invalid change.", error, &["error", "code"])),
    ]
}

fn whole() -> Vec<Property> {
    vec![
        property("id", string(), "The ID.", "5d2f0c9e4b7a41d28c36f1e0a9b8c7d6"),
        property("username", string(), "The e-mail address.", "ada@example.org"),
        property("email", string(), "The e-mail address.", "ada@example.org"),
        property("first_name", string(), "First name.", "Ada"),
        property("last_name", string(), "Last name.", "Obi"),
        property("default_phone_number", maybe_string(), "First phone number.", "+50253311399"),
        property("phone_numbers", list(string()), "Phone numbers.", json!(["+50253311399"])),
        property(
            "role",
            string(),
            "The name of the role; `Admin` for administrators.",
            "Field manager",
        ),
        property("is_admin", flag(), "Whether the web user has every permission.", false),
        property("is_active_in_domain", flag(), "Whether the membership is active.", true),
        property(
            "permissions",
            free_form(),
            "Every permission, and whether the web user has it.",
            json!({ "access_api": true, "edit_commcare_users": true }),
        ),
        property(
            "user_data",
            free_form(),
            "Custom data, with the values of the profile.",
            json!({ "team": "north" }),
        ),
        property("profile", maybe_string(), "The name of the profile.", Value::Null),
        property(
            "primary_location_id",
            maybe_string(),
            "The ID of the primary location.",
            LOCATION,
        ),
        property(
            "assigned_location_ids",
            list(string()),
            "The IDs of the assigned locations.",
            json!([LOCATION]),
        ),
        property(
            "eulas",
            string(),
            "Licence agreements, of which Roster has none, as a text.",
            "[]",
        ),
        property(
            "tableau_role",
            maybe_string(),
            "Always null: Roster has no Tableau settings.",
            Value::Null,
        ),
        property("tableau_groups", maybe_string(), "Always null; not in lists.", Value::Null),
        property(
            "resource_uri",
            string(),
            "The path of the web user.",
            "/a/demo/api/web-user/v1/5d2f0c9e4b7a41d28c36f1e0a9b8c7d6/",
        ),
    ]
}
