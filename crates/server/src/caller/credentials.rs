//! The credentials of a request, by the live service's order of choice: a scheme that is known in
//! the `Authorization` header, else `username` and `api_key` in the query, else none.

use http::{header, request::Parts};
use roster_directory::Credentials;
use roster_wire::Params;

use super::{basic, digest};
use crate::normalize::Sent;

/// What the request says about who sends it.
pub(super) fn of(parts: &Parts) -> Credentials {
    header_text(parts)
        .and_then(|header| by_scheme(header, parts))
        .or_else(|| in_query(parts.uri.query()?))
        .unwrap_or(Credentials::Nothing)
}

fn header_text(parts: &Parts) -> Option<&str> {
    std::str::from_utf8(parts.headers.get(header::AUTHORIZATION)?.as_bytes()).ok()
}

fn by_scheme(header: &str, parts: &Parts) -> Option<Credentials> {
    let (scheme, value) = header.split_once(' ')?;
    match scheme.to_ascii_lowercase().as_str() {
        "basic" => Some(basic::read(value)),
        "digest" => Some(digest::read(value, parts.extensions.get::<Sent>()?)),
        "bearer" => Some(Credentials::Bearer(value.trim().into())),
        "apikey" => Some(key(value)),
        _ => None,
    }
}

/// `user:key`, split at the first colon, and nothing trimmed.
fn key(value: &str) -> Credentials {
    match value.split_once(':') {
        Some((username, key)) => Credentials::Key { username: storable(username), key: key.into() },
        None => Credentials::KeyUnreadable,
    }
}

fn in_query(query: &str) -> Option<Credentials> {
    let params = Params::parse(query);
    let (username, key) = (params.get("username")?, params.get("api_key")?);
    Some(Credentials::Key { username: storable(username), key: key.into() })
}

/// A name that can be looked up. No store can hold U+0000, so whoever sends it is nobody.
pub(super) fn storable(name: &str) -> String {
    name.replace('\0', "\u{FFFD}")
}
