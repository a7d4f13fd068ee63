//! The key in the `Authorization` header: `Token <key>`.

use http::{HeaderMap, header};
use roster_model::{AuthFailure, SecretString};

/// The key that a request shows.
///
/// # Errors
/// When there is none, or something else in its place.
pub(super) fn of(headers: &HeaderMap) -> Result<SecretString, AuthFailure> {
    let header = headers.get(header::AUTHORIZATION).ok_or(AuthFailure::NoCredentials)?;
    let text = header.to_str().map_err(|_| AuthFailure::Token)?;
    let mut words = text.split_ascii_whitespace();
    match words.next() {
        Some(scheme) if scheme.eq_ignore_ascii_case("token") => {}
        _ => return Err(AuthFailure::NoCredentials),
    }
    let key = words.next().ok_or(AuthFailure::TokenEmpty)?;
    if words.next().is_some() {
        return Err(AuthFailure::TokenBlanks);
    }
    Ok(key.into())
}
