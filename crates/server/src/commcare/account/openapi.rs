//! The API document of accounts and usernames.

use serde_json::{Value, json};

use crate::ops::openapi::{
    Operation,
    schema::{object, page, reference, text},
};

/// The operations.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("identity", "/")
            .named("getIdentity", "Show the caller")
            .without_domain()
            .response("200", "The caller.", reference("Identity")),
        Operation::get("user_domains", "/")
            .named("listDomains", "List the projects of the caller")
            .without_domain()
            .response("200", "All projects.", page(reference("UserDomain"))),
        Operation::get("domain_usernames", "/")
            .named("listUsernames", "List the usernames of a project, without the host part")
            .paged(1000)
            .response("200", "A page, by username.", page(reference("DomainUsername"))),
    ]
}

/// The schemas that the operations refer to.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let identity = ["id", "username", "first_name", "last_name", "email"];
    let members = json!({
        "id": text(), "username": text(), "first_name": text(), "last_name": text(),
        "email": text(),
    });
    let domain = json!({ "domain_name": text(), "project_name": text() });
    let username = json!({ "user_id": text(), "user_name": text() });
    vec![
        ("Identity", object(members, &identity)),
        ("UserDomain", object(domain, &["domain_name", "project_name"])),
        ("DomainUsername", object(username, &["user_id", "user_name"])),
    ]
}
