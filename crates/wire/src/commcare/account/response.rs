//! Responses about the caller.

use roster_model::{Domain, WebUser};
use serde_json::{Map, Value, json};

use crate::commcare::Document;

/// Encodes the identity of the caller.
pub fn encode_identity(user: &WebUser) -> Document {
    Document::Object(json!({
        "id": user.id.as_str(),
        "username": user.username,
        "first_name": user.first_name,
        "last_name": user.last_name,
        "email": user.username,
    }))
}

/// Encodes the domains of the caller, on one page. Roster has no project names; the name of the
/// domain is in both keys.
pub fn encode_domains(domains: &[Domain]) -> Document {
    let count = domains.len();
    let meta = [
        ("limit", json!(count)),
        ("next", Value::Null),
        ("offset", json!(0)),
        ("previous", Value::Null),
        ("total_count", json!(count)),
    ];
    let object = |domain: &Domain| {
        let name = domain.name.as_str();
        json!({ "domain_name": name, "project_name": name })
    };
    Document::List {
        meta: Map::from_iter(meta.map(|(key, value)| (key.to_owned(), value))),
        objects: domains.iter().map(object).collect(),
    }
}
