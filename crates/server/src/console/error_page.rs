//! Errors as HTML pages.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Response};
use http::{HeaderValue, Method, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roster_model::{Denial, Error};

use crate::{
    console::{extract::session, layout::Layout, response::redirect},
    dialect::ErrorRequest,
    error::ApiError,
};

#[derive(Template)]
#[template(path = "error.html")]
struct Page {
    layout: Layout,
    text: String,
    hint: &'static str,
}

/// The parts of a request that its error page depends on.
struct ErrorPageContext {
    /// The URL to return to after signing in: only for GET, because a form is not sent twice.
    return_to: Option<String>,
    /// Whether htmx sent the request and will insert the response into the current page.
    is_htmx: bool,
}

impl ErrorPageContext {
    /// Reads the context from a request.
    fn new(request: &ErrorRequest) -> Self {
        let target = || request.uri.path_and_query().map_or("/", |target| target.as_str());
        Self {
            return_to: (request.method == Method::GET).then(|| target().to_owned()),
            is_htmx: request.is_from_script,
        }
    }
}

/// Renders an error as a page. Redirects to the sign-in page if there is no valid session.
pub(super) fn error_page(error: &ApiError, request: &ErrorRequest) -> Response {
    let context = &ErrorPageContext::new(request);
    if let ApiError::Directory(inner) = error
        && let Error::Unauthenticated(_) = **inner
    {
        return redirect_to_sign_in(context);
    }
    if let ApiError::Options { .. } = error {
        return error.status().into_response();
    }
    let (title, hint) = heading(error.status());
    let page = Page { layout: Layout::public(title), text: message(error), hint };
    (error.status(), Html(page.render().unwrap_or(page.text))).into_response()
}

fn redirect_to_sign_in(context: &ErrorPageContext) -> Response {
    let url = match &context.return_to {
        Some(url) => format!("/?to={}", utf8_percent_encode(url, NON_ALPHANUMERIC)),
        None => "/".to_owned(),
    };
    let mut response = match HeaderValue::try_from(&url) {
        // htmx follows a 303 itself and would insert the sign-in page into the list.
        Ok(url) if context.is_htmx => (StatusCode::OK, [("hx-redirect", url)]).into_response(),
        _ => redirect(&url),
    };
    for cookie in session::clear_cookies() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The title of the page and the advice for a status.
fn heading(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        403 => ("Not allowed", "Ask an administrator of the domain for access."),
        404 => ("Not found", "The record was deleted, or the address is wrong."),
        429 => ("Too many attempts", "Wait a moment, then try again."),
        503 => ("Server busy", "Try again in a few seconds."),
        500 => (
            "Server error",
            "Try again. If the error remains, contact the person who runs the server.",
        ),
        _ => ("Request failed", "Go back and try again."),
    }
}

fn message(error: &ApiError) -> String {
    let ApiError::Directory(inner) = error else { return error.text() };
    match &**inner {
        Error::Internal(_) => "Details are in the server log.".to_owned(),
        Error::Forbidden(Denial::PermissionMissing(permission)) => {
            format!("You need the permission {permission}.")
        }
        inner => capitalized(&inner.to_string()) + ".",
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
