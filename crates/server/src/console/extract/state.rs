//! The state for handlers of the console.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_directory::Directory;

use crate::App;

/// The state of the server, like axum's extractor of the same name, but with the directory of the
/// request: the writes of a form are committed with its response (see `submit_once`). Handlers of the
/// console use no other.
pub(crate) struct State<S>(pub(crate) S);

/// The directory for the handler of a form, in the extensions of its request.
#[derive(Clone)]
pub(crate) struct FormDirectory(pub(crate) Directory);

impl FromRequestParts<App> for State<App> {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        Ok(Self(match parts.extensions.get::<FormDirectory>() {
            Some(FormDirectory(directory)) => app.with_directory(directory.clone()),
            None => app.clone(),
        }))
    }
}
