//! The tags of operations, and the ways to authenticate.

use serde_json::{Value, json};

/// The tag of the server's own pages.
pub(super) const SERVER: &str = "Server";

/// Resource or first segment of a path, tag and description.
const TAGS: [(&str, &str, &str); 20] = [
    (
        "user",
        "Mobile workers",
        "The workers of a domain: people with a username, as CommCare HQ's user API has them.",
    ),
    ("group", "Groups", "Groups of mobile workers."),
    ("location", "Locations", "The location tree, to which workers are assigned."),
    ("location_type", "Location types", "The levels of the location tree."),
    ("web-user", "Web users", "Accounts of people who administer a domain."),
    ("bulk-user", "Search", "A search over mobile workers and web users."),
    (
        "identity",
        "Account",
        "The caller, the domains of the caller, and the usernames of a domain.",
    ),
    ("changes", "Changes", "The feed of all changes of a domain, in one order and without gaps."),
    (
        "activity",
        "Activity",
        "Form submissions, from which the activity counts of workers are computed.",
    ),
    (
        "saved_filter",
        "Saved filters",
        "Named filters of the list of mobile workers. They are the segments of the User.com API.",
    ),
    ("webhook", "Webhooks", "Addresses to which changes are sent, signed as Standard Webhooks."),
    (
        "forwarded",
        "Forwarding from CommCare HQ",
        "Where CommCare HQ's data forwarding sends users and locations.",
    ),
    (
        "users",
        "User.com users",
        "All people of a domain, as User.com's users API has them. These operations describe version 1. With `Accept: */*; version=2`, `user_id` is `custom_id`, custom attributes are keys of the object, and lists have cursors.",
    ),
    (
        "companies",
        "User.com companies",
        "Companies and their members. Their version 2 differs as that of users does.",
    ),
    ("attributes", "User.com attributes", "Definitions of custom attributes."),
    ("tags", "User.com tags", "Tags of users and companies."),
    ("lists", "User.com lists", "Static lists of users."),
    (
        "segments",
        "User.com segments",
        "Segments of users: the saved filters of the domain, which are read-only here.",
    ),
    ("events", "User.com events", "Events and their occurrences."),
    (
        "scim",
        "SCIM",
        "SCIM 2.0 (RFC 7643, RFC 7644) with cursors (RFC 9865), for identity providers.",
    ),
];

/// The tag of a resource, or of the first segment of a path.
pub(crate) fn of(resource: &str) -> &'static str {
    let resource = match resource {
        "user_domains" | "domain_usernames" => "identity",
        "attribute-type" => "attributes",
        resource => resource.split('/').next().unwrap_or_default(),
    };
    let found = TAGS.iter().find(|(known, ..)| *known == resource);
    found.map_or(SERVER, |(_, tag, _)| tag)
}

/// The tags with their descriptions, in the order of the document.
pub(super) fn all() -> Value {
    let tags = TAGS
        .iter()
        .map(|(_, name, description)| json!({ "name": name, "description": description }));
    let server =
        json!({ "name": SERVER, "description": "Health checks, metrics and this document." });
    tags.chain([server]).collect()
}

/// What the CommCare and SCIM dialects accept: one of these.
pub(crate) fn api_key_security() -> Value {
    json!([
        { "bearer": [] }, { "apiKey": [] }, { "basic": [] }, { "digest": [] },
        { "queryUser": [], "queryKey": [] },
    ])
}

/// What the User.com dialect accepts.
pub(crate) fn app_key_security() -> Value {
    json!([{ "token": [] }])
}

/// Every way to authenticate, and how to get a key.
pub(super) fn security_schemes() -> Value {
    const API_KEY: &str = "Create an API key in the console under *Keys*, or with `roster api-key create --user you@example.org --domain demo`. It is shown once.";
    json!({
        "bearer": {
            "type": "http", "scheme": "bearer",
            "description": format!("`Authorization: Bearer KEY`. {API_KEY}"),
        },
        "apiKey": {
            "type": "apiKey", "in": "header", "name": "Authorization",
            "description": format!("`Authorization: ApiKey you@example.org:KEY`, as CommCare HQ has it. {API_KEY}"),
        },
        "basic": {
            "type": "http", "scheme": "basic",
            "description": format!("The e-mail address of a web user, with the password or an API key. {API_KEY}"),
        },
        "digest": {
            "type": "http", "scheme": "digest",
            "description": format!("MD5 or SHA-256, with an API key as the password. {API_KEY}"),
        },
        "queryUser": {
            "type": "apiKey", "in": "query", "name": "username",
            "description": "The e-mail address of a web user, together with `api_key`. Addresses are logged by many proxies: prefer a header.",
        },
        "queryKey": {
            "type": "apiKey", "in": "query", "name": "api_key",
            "description": format!("An API key, together with `username`. {API_KEY}"),
        },
        "token": {
            "type": "apiKey", "in": "header", "name": "Authorization",
            "description": "`Authorization: Token KEY`. Create a User.com key in the console under *Keys*, or with `roster app-key create --domain demo`. It is shown once, and names the domain.",
        },
    })
}
