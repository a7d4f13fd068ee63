//! The credentials of a request, in the order of the live service: a known scheme in the
//! `Authorization` header, else `username` and `api_key` in the query, else none.

use http::{header, request::Parts};
use roster_directory::Credentials;
use roster_wire::Params;

use super::{basic, digest};
use crate::middleware::RawRequestLine;

/// Finds the credentials of a request.
pub(crate) fn from_parts(parts: &Parts) -> Credentials {
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
        "digest" => Some(digest::read(value, parts.extensions.get::<RawRequestLine>()?)),
        "bearer" => Some(Credentials::Bearer(value.trim().into())),
        "apikey" => Some(key(value)),
        _ => None,
    }
}

/// Parses `user:key`, split at the first colon and not trimmed.
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

/// A username that can be looked up: no store can hold U+0000, so a name with it matches none.
pub(super) fn storable(name: &str) -> String {
    name.replace('\0', "\u{FFFD}")
}
