//! The tags of operations, and the ways to authenticate.

use serde_json::{Value, json};

use crate::dialect::OpenApi;

/// The tag of the server's own pages.
pub(super) const SERVER: &str = "Server";

/// A tag, which groups operations in the document.
pub(crate) struct Tag {
    /// The resource, or the first segment of the paths.
    pub(crate) resource: &'static str,
    /// The name.
    pub(crate) name: &'static str,
    /// What the operations are about.
    pub(crate) description: &'static str,
}

/// The tag of a resource, or of the first segment of a path.
pub(crate) fn find(resource: &str) -> &'static str {
    let resource = match resource {
        "user_domains" | "domain_usernames" => "identity",
        "attribute-type" => "attributes",
        resource => resource.split('/').next().unwrap_or_default(),
    };
    declared().find(|tag| tag.resource == resource).map_or(SERVER, |tag| tag.name)
}

/// The tags with their descriptions, in the order of the document.
pub(super) fn all() -> Value {
    let tags = declared().map(|tag| json!({ "name": tag.name, "description": tag.description }));
    let server =
        json!({ "name": SERVER, "description": "Health checks, metrics and this document." });
    tags.chain([server]).collect()
}

/// The tags of all dialects.
fn declared() -> impl Iterator<Item = &'static Tag> {
    OpenApi::all().flat_map(|openapi| openapi.tags)
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
