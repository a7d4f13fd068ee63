//! The origin in links that are sent to other people.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};

use crate::{App, origin::origin};

/// The setting `public_url`, else the scheme and host as the browser used them, such as
/// `https://roster.example.org`.
pub(crate) struct Origin(pub(crate) String);

impl FromRequestParts<App> for Origin {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(app.public_url.clone().unwrap_or_else(|| origin(parts))))
    }
}
