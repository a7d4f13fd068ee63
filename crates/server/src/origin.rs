//! The scheme and host of a request, as the client used them.

use axum::http::{header, request::Parts};
use roster_model::{ExposeSecret as _, SecretString};

/// The scheme of a request. TLS may end at a trusted proxy.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Scheme {
    /// Without TLS.
    #[default]
    Http,
    /// Over TLS.
    Https,
}

impl Scheme {
    /// The scheme that the listener noted in the extensions of a request.
    pub(crate) fn from_extensions(extensions: &http::Extensions) -> Self {
        extensions.get().copied().unwrap_or_default()
    }
}

/// The origin for absolute links, such as `https://roster.example.org`.
pub(crate) fn origin(parts: &Parts) -> String {
    let scheme = match Scheme::from_extensions(&parts.extensions) {
        Scheme::Http => "http",
        Scheme::Https => "https",
    };
    let host = parts.headers.get(header::HOST).and_then(|value| value.to_str().ok());
    format!("{scheme}://{}", host.unwrap_or("localhost"))
}

/// The URL with which a worker sets a password.
pub(crate) fn password_url(origin: &str, token: &SecretString) -> String {
    format!("{origin}/set-password/{}", token.expose_secret())
}
