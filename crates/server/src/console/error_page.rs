//! Errors as HTML pages.

use askama::Template;
use axum::{
    extract::FromRequestParts as _,
    response::{Html, IntoResponse as _, Response},
};
use http::{HeaderValue, Method, StatusCode, header, request::Parts};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roster_model::{Denial, Error};

use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{CurrentSession, authenticate, session},
        i18n::{Language, filters, in_language, negotiate},
        layout::{Layout, Section},
        response::redirect,
    },
    dialect::ErrorRequest,
    error::ApiError,
};

#[derive(Template)]
#[template(path = "error.html")]
struct Page {
    layout: Layout,
    text: String,
    hint: &'static str,
    request_id: String,
}

/// Renders an error as a page. Redirects to the sign-in page if there is no valid session.
pub(super) async fn error_page(
    error: &ApiError,
    request: &ErrorRequest,
    app: Option<&App>,
) -> Response {
    if let ApiError::Directory(inner) = error
        && let Error::Unauthenticated(_) = **inner
    {
        return redirect_to_sign_in(request);
    }
    if let ApiError::Options { .. } = error {
        return error.status().into_response();
    }
    let language = match &request.head {
        Some(head) => negotiate::of_request(app, &mut (**head).clone()).await,
        None => Language::English,
    };
    in_language(language, translated_page(error, request, app)).await
}

/// Renders an error as a page in the language of the task.
async fn translated_page(error: &ApiError, request: &ErrorRequest, app: Option<&App>) -> Response {
    let (title, hint) = match error {
        ApiError::Directory(inner)
            if matches!(**inner, Error::Forbidden(Denial::QuotaExceeded(_))) =>
        {
            heading(StatusCode::CONFLICT)
        }
        error => heading(error.status()),
    };
    // While the store is not available, no session can be read.
    let app = app.filter(|_| error.status() != StatusCode::SERVICE_UNAVAILABLE);
    let layout = match (app, &request.head) {
        (Some(app), Some(head)) => session_layout(app, head, title).await,
        _ => Layout::public(title),
    };
    let request_id = request.request_id.as_ref().and_then(|id| id.to_str().ok());
    let request_id = request_id.unwrap_or_default().to_owned();
    let page = Page { layout, text: message(error), hint, request_id };
    (error.status(), Html(page.render().unwrap_or(page.text))).into_response()
}

/// The layout with the navigation of the web user who sent the request.
async fn session_layout(app: &App, head: &Parts, title: &str) -> Layout {
    let mut head = head.clone();
    let Ok(CurrentSession(session)) = CurrentSession::from_request_parts(&mut head, app).await
    else {
        return Layout::public(title);
    };
    match authenticate(app, &mut head).await {
        Ok(actor) => Layout::in_domain(title, &session, &actor, Section::None),
        Err(_) => Layout::signed_in(title, &session),
    }
}

/// Redirects to the sign-in page. A GET continues at its URL afterwards; a form is not sent twice.
fn redirect_to_sign_in(request: &ErrorRequest) -> Response {
    let url = if request.method == Method::GET {
        let target = request.uri.path_and_query().map_or("/", |target| target.as_str());
        format!("/?to={}", utf8_percent_encode(target, NON_ALPHANUMERIC))
    } else {
        "/".to_owned()
    };
    let mut response = match HeaderValue::try_from(&url) {
        // htmx follows a 303 itself and would insert the sign-in page into the list.
        Ok(url) if request.is_from_script => {
            (StatusCode::OK, [("hx-redirect", url)]).into_response()
        }
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
        409 => ("Not possible now", "Go back and follow the advice above."),
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
    if error.status() == StatusCode::INTERNAL_SERVER_ERROR {
        return "Details are in the server log, under the request ID below.".to_owned();
    }
    let ApiError::Directory(inner) = error else { return error.text() };
    match &**inner {
        Error::Forbidden(Denial::PermissionMissing(permission)) => {
            format!("You need the permission {permission}.")
        }
        Error::Invalid(errors) => FormErrors::from(errors.clone()).elsewhere(&[]).join(" "),
        inner => capitalized(&inner.to_string()) + ".",
    }
}

fn capitalized(text: &str) -> String {
    let mut letters = text.chars();
    let first = letters.next().map(|c| c.to_uppercase().to_string()).unwrap_or_default();
    first + letters.as_str()
}
