//! The API document of the search of users.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{object, page, reference, text, texts},
};

/// The operations of the resource.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    let fields = |operation: Operation| {
        operation.query("fields", texts(), "Return only these fields; can be repeated.")
    };
    let query = "For example `username:\"amina@demo.commcarehq.org\" OR last_name:bel*`.";
    vec![
        fields(Operation::get("bulk-user", "/"))
            .named("searchUsers", "Search mobile workers and web users")
            .paged(1000)
            .query("q", text(), query)
            .response("200", "A page: workers, then web users.", page(reference("BulkUser"))),
        fields(Operation::get("bulk-user", "/{id}/"))
            .named("getBulkUser", "Show a summary of a mobile worker or web user")
            .response("200", "The user.", reference("BulkUser")),
    ]
}

/// The schemas of the resource.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let members = json!({
        "id": text(), "username": text(), "email": text(), "first_name": text(),
        "last_name": text(), "phone_numbers": texts(), "resource_uri": text(),
    });
    vec![("BulkUser", object(members, &[]))]
}
