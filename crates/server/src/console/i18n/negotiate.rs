//! The middleware that sets the language of a request.

use axum::{
    extract::{FromRequestParts as _, Request, State},
    middleware::Next,
    response::Response,
};
use http::{Method, header, request::Parts};

use super::{Language, in_language};
use crate::{
    App,
    console::extract::{CurrentSession, Query, csrf, session},
};

/// Handles a request in its language. A page that is opened with `?language=fr` is in that language,
/// which the browser keeps.
pub(crate) async fn handle(State(app): State<App>, request: Request, next: Next) -> Response {
    let (mut parts, body) = request.into_parts();
    let chosen = if parts.method == Method::GET { chosen(&parts) } else { None };
    let secure = csrf::is_secure(&parts);
    let language = of_request(Some(&app), &mut parts).await;
    let request = Request::from_parts(parts, body);
    let mut response = in_language(language, next.run(request)).await;
    if chosen.is_some() {
        let cookie = session::set_language(chosen, secure);
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The language of a request: of its query, else of the account, else of the browser. Without an
/// [`App`], accounts are not known.
pub(crate) async fn of_request(app: Option<&App>, parts: &mut Parts) -> Language {
    if let Some(language) = chosen(parts) {
        return language;
    }
    let session = match app {
        Some(app) => CurrentSession::from_request_parts(parts, app).await.ok(),
        None => None,
    };
    let account = session.and_then(|CurrentSession(session)| session.language);
    account
        .and_then(|tag| Language::from_tag(&tag))
        .or_else(|| session::language(&parts.headers))
        .or_else(|| {
            let header = parts.headers.get(header::ACCEPT_LANGUAGE)?;
            Language::from_accept(header.to_str().ok()?)
        })
        .unwrap_or(Language::English)
}

/// The language of the query. A form with a field of that name is not a choice: pages of a domain keep
/// the language of the account.
fn chosen(parts: &Parts) -> Option<Language> {
    if parts.uri.path().starts_with("/d/") {
        return None;
    }
    Language::from_tag(Query::parse(parts.uri.query()?).text("language"))
}
