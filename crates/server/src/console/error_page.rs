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
        components::{FormErrors, sentence},
        extract::{CurrentSession, authenticate, session},
        i18n::{Language, Message, Selector, filters, in_language, message, negotiate, text},
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
    hint: String,
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
    let title = &text(title);
    // While the store is not available, no session can be read.
    let app = app.filter(|_| error.status() != StatusCode::SERVICE_UNAVAILABLE);
    let layout = match (app, &request.head) {
        (Some(app), Some(head)) => session_layout(app, head, title).await,
        _ => Layout::public(title),
    };
    let request_id = request.request_id.as_ref().and_then(|id| id.to_str().ok());
    let request_id = request_id.unwrap_or_default().to_owned();
    let page = Page { layout, text: error_text(error), hint: text(hint), request_id };
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

/// The messages of the title of the page and of the advice for a status.
fn heading(status: StatusCode) -> (&'static str, &'static str) {
    match status.as_u16() {
        403 => ("errors-title-forbidden", "errors-hint-forbidden"),
        404 => ("errors-title-not-found", "errors-hint-not-found"),
        409 => ("errors-title-not-now", "errors-hint-not-now"),
        429 => ("errors-title-too-many", "errors-hint-too-many"),
        503 => ("errors-title-busy", "errors-hint-busy"),
        500 => ("errors-title-server", "errors-hint-server"),
        _ => ("errors-title-failed", "errors-hint-failed"),
    }
}

fn error_text(error: &ApiError) -> String {
    if error.status() == StatusCode::INTERNAL_SERVER_ERROR {
        return text("errors-in-log");
    }
    match error {
        ApiError::Directory(inner) => match &**inner {
            Error::Invalid(errors) => FormErrors::from(errors.clone()).elsewhere(&[]).join(" "),
            inner => sentence(&directory_text(inner)),
        },
        ApiError::NoRoute => text("errors-no-route"),
        ApiError::Method { allowed } => {
            message("errors-method").arg("allowed", allowed).to_string()
        }
        ApiError::BodyBroken => text("errors-body-broken"),
        ApiError::BodyTooLarge => text("errors-body-too-large"),
        ApiError::BodyTooSlow => text("errors-body-too-slow"),
        ApiError::UriTooLong => text("errors-uri-too-long"),
        ApiError::FormForeign => text("errors-form-expired"),
        other => other.text(),
    }
}

fn directory_text(error: &Error) -> String {
    let message = match error {
        Error::NotFound { what } => message("errors-not-found").arg("what", Selector(what)),
        Error::Forbidden(denial) => match denial_message(denial) {
            Some(message) => message,
            None => return error.to_string(),
        },
        Error::PreconditionFailed => message("errors-changed-since-read"),
        Error::LastAdmin(domain) => message("errors-last-admin").arg("domain", domain),
        Error::Throttled(seconds) => {
            message("errors-throttled").arg("seconds", seconds.to_string())
        }
        Error::TransactionConflict(_) => message("errors-concurrent"),
        Error::Unavailable(_) => message("errors-unavailable"),
        other => return other.to_string(),
    };
    message.to_string()
}

/// Why a web user may not do something. The other denials are those of API keys.
pub(super) fn denial_message(denial: &Denial) -> Option<Message> {
    Some(match denial {
        Denial::PermissionMissing(permission) => {
            message("errors-need-permission").arg("permission", *permission)
        }
        Denial::NotAMember => message("errors-denied-not-a-member"),
        Denial::OutsideLocations => message("errors-denied-outside-locations"),
        Denial::MemberHasMoreRights => message("errors-denied-more-rights"),
        Denial::QuotaExceeded(bytes) => {
            message("errors-denied-quota").arg("bytes", bytes.to_string())
        }
        Denial::NotOperator => message("errors-denied-not-operator"),
        Denial::PasswordNotConfirmed => message("errors-denied-password-not-confirmed"),
        Denial::MobileWorker | Denial::KeyOfAnotherDomain | Denial::KeyLacksPermission(_) => {
            return None;
        }
    })
}
