//! The address that a client knows us by.

use axum::http::{header, request::Parts};

/// Scheme and host of absolute links. What a proxy forwards of the scheme is not believed: anybody
/// could send it.
pub(crate) fn origin(parts: &Parts) -> String {
    let host = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    format!("http://{}", host.unwrap_or("localhost"))
}
