//! The app key in the `Authorization` header: `Token <key>`.

use http::{HeaderMap, header};
use roster_model::{AuthFailure, SecretString};

/// Parses the header.
///
/// # Errors
/// When it is absent or malformed; the texts of the live service differ for each case.
pub(super) fn from_headers(headers: &HeaderMap) -> Result<SecretString, AuthFailure> {
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
