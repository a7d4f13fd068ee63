//! The API document of accounts and usernames.

use serde_json::Value;

use crate::ops::openapi::{
    Operation,
    schema::{object, page, property, reference, string},
};

/// The operations.
pub(in crate::commcare) fn operations() -> Vec<Operation> {
    vec![
        Operation::get("identity", "/")
            .named("getIdentity", "Show the caller")
            .without_domain()
            .response("200", "The caller.", reference("Identity")),
        Operation::get("user_domains", "/")
            .named("listDomains", "List the domains of the caller")
            .without_domain()
            .response("200", "All domains.", reference("UserDomainPage")),
        Operation::get("domain_usernames", "/")
            .named("listUsernames", "List the usernames of a domain, without the host part")
            .paged(1000)
            .response("200", "A page, by username.", reference("DomainUsernamePage")),
    ]
}

/// The schemas that the operations refer to.
pub(in crate::commcare) fn schemas() -> Vec<(&'static str, Value)> {
    let identity = [
        property("id", string(), "The ID.", "5d2f0c9e4b7a41d28c36f1e0a9b8c7d6"),
        property("username", string(), "The e-mail address.", "ada@example.org"),
        property("first_name", string(), "First name.", "Ada"),
        property("last_name", string(), "Last name.", "Obi"),
        property("email", string(), "The e-mail address.", "ada@example.org"),
    ];
    let always = ["id", "username", "first_name", "last_name", "email"];
    let domain = [
        property("domain_name", string(), "The name in paths.", "demo"),
        property("project_name", string(), "The name for people; here the same.", "demo"),
    ];
    let username = [
        property("user_id", string(), "The ID of the worker.", "3c5a623af057e23a32ae4000cf291339"),
        property("user_name", string(), "The username without the host.", "jdoe"),
    ];
    vec![
        ("Identity", object("The web user who sent the request.", identity, &always)),
        ("UserDomain", object("A domain.", domain, &["domain_name", "project_name"])),
        ("UserDomainPage", page("UserDomain")),
        (
            "DomainUsername",
            object("The username of a worker.", username, &["user_id", "user_name"]),
        ),
        ("DomainUsernamePage", page("DomainUsername")),
    ]
}
