//! The middleware that sets the language of a request.

use axum::{
    extract::{FromRequestParts as _, Request, State},
    middleware::Next,
    response::Response,
};
use http::{header, request::Parts};

use super::{Language, in_language};
use crate::{
    App,
    console::extract::{CurrentSession, session},
};

/// Handles a request in its language.
pub(crate) async fn handle(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let language = of_request(Some(&app), &mut parts).await;
    in_language(language, next.run(Request::from_parts(parts, body))).await
}

/// The language of a request: of the account, else of the browser. Without an [`App`], accounts are
/// not known.
pub(crate) async fn of_request(app: Option<&App>, parts: &mut Parts) -> Language {
    let _ = (app, CurrentSession::from_request_parts);
    session::language(&parts.headers)
        .or_else(|| {
            let header = parts.headers.get(header::ACCEPT_LANGUAGE)?;
            Language::from_accept(header.to_str().ok()?)
        })
        .unwrap_or(Language::English)
}
