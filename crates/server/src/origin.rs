//! The address that a client knows us by.

use axum::http::request::Parts;

/// Scheme and host as the client knows them, for absolute links. Behind a proxy that speaks TLS the
/// scheme is the one it forwards; a client that lies about it misleads nobody but itself.
pub(crate) fn origin(parts: &Parts) -> String {
    let text = |name: &str| parts.headers.get(name).and_then(|value| value.to_str().ok());
    let scheme = text("x-forwarded-proto").filter(|scheme| *scheme == "https").unwrap_or("http");
    format!("{scheme}://{}", text("host").unwrap_or("localhost"))
}
