//! The API document of the search of users.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{list, object, page, property, reference, string, text},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let fields = |operation: Operation| {
        operation.query("fields", list(text()), "Return only these fields; can be repeated.")
    };
    let query = "For example `username:\"amina@demo.commcarehq.org\" OR last_name:bel*`.";
    vec![
        fields(Operation::get("bulk-user", "/"))
            .named("searchUsers", "Search mobile workers and web users")
            .paged(1000)
            .query("q", text(), query)
            .response("200", "A page: workers, then web users.", reference("BulkUserPage")),
        fields(Operation::get("bulk-user", "/{id}/"))
            .named("getBulkUser", "Show a summary of a mobile worker or web user")
            .response("200", "The user.", reference("BulkUser")),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let properties = [
        property("id", string(), "The ID.", "3c5a623af057e23a32ae4000cf291339"),
        property("username", string(), "The username.", "jdoe@example.commcarehq.org"),
        property("email", string(), "The e-mail address; empty without one.", "jdoe@example.org"),
        property("first_name", string(), "First name.", "John"),
        property("last_name", string(), "Last name.", "Doe"),
        property("phone_numbers", list(string()), "Phone numbers.", json!(["+50253311399"])),
        property("resource_uri", string(), "Always empty.", ""),
    ];
    let description = "A summary of a mobile worker or web user. `fields` limits its properties.";
    vec![("BulkUser", object(description, properties, &[])), ("BulkUserPage", page("BulkUser"))]
}
