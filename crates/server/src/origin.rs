//! The address that a client knows us by.

use axum::http::{header, request::Parts};

/// How a client reaches us: over TLS, to us or to a proxy that is believed, or without.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// Without TLS.
    #[default]
    Http,
    /// Over TLS.
    Https,
}

impl Scheme {
    /// That of a request, as the listener found it out.
    pub(crate) fn of(extensions: &http::Extensions) -> Self {
        extensions.get().copied().unwrap_or_default()
    }
}

/// Scheme and host of absolute links.
pub(crate) fn origin(parts: &Parts) -> String {
    let scheme = match Scheme::of(&parts.extensions) {
        Scheme::Http => "http",
        Scheme::Https => "https",
    };
    let host = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    format!("{scheme}://{}", host.unwrap_or("localhost"))
}
