//! Refusals as pages.

use askama::Template;
use axum::response::{Html, IntoResponse as _, Response};
use http::{HeaderValue, Method, StatusCode, header};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roster_model::Error;

use super::{frame::Frame, page::go_to, session};
use crate::{dialect::ErrorRequest, error::ApiError};

#[derive(Template)]
#[template(path = "refusal.html")]
struct Page {
    frame: Frame,
    text: String,
    hint: &'static str,
}

/// How somebody asked who is refused.
struct Asking {
    /// Where to come back to once signed in. What a form was about to do is not done later unasked.
    back: Option<String>,
    /// Whether the page's script asked, which puts answers into the page that is there.
    by_script: bool,
}

impl Asking {
    /// How a request asks.
    fn of(request: &ErrorRequest) -> Self {
        let target = || request.uri.path_and_query().map_or("/", |target| target.as_str());
        Self {
            back: (request.method == Method::GET).then(|| target().to_owned()),
            by_script: request.is_from_script,
        }
    }
}

/// A refusal as a page; whoever is not signed in is asked to.
pub(super) fn refuse(refusal: &ApiError, request: &ErrorRequest) -> Response {
    let asking = &Asking::of(request);
    if let ApiError::Directory(error) = refusal
        && let Error::Unauthenticated(_) = **error
    {
        return to_sign_in(asking);
    }
    if let ApiError::Options { .. } = refusal {
        return refusal.status().into_response();
    }
    let (title, hint) = heading(refusal);
    let page = Page { frame: Frame::plain(title), text: text(refusal), hint };
    (refusal.status(), Html(page.render().unwrap_or(page.text))).into_response()
}

fn to_sign_in(asking: &Asking) -> Response {
    let address = match &asking.back {
        Some(back) => format!("/?to={}", utf8_percent_encode(back, NON_ALPHANUMERIC)),
        None => "/".to_owned(),
    };
    let mut response = match HeaderValue::try_from(&address) {
        // The script would follow a redirection itself, and put the sign-in page into the list.
        Ok(address) if asking.by_script => {
            (StatusCode::OK, [("hx-redirect", address)]).into_response()
        }
        _ => go_to(&address),
    };
    for cookie in session::end() {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

fn heading(refusal: &ApiError) -> (&'static str, &'static str) {
    match refusal.status().as_u16() {
        403 => ("Not allowed", "Ask an administrator of the domain if you need to do this."),
        404 => ("Not found", "It may have been deleted, or the address has a mistake in it."),
        429 => ("Too many attempts", "Wait a little, and try again."),
        503 => ("Busy", "Try again in a moment."),
        500 => ("Something broke", "It is not your fault. What happened is in the server's log."),
        _ => ("That did not work", "Go back, and try again."),
    }
}

fn text(refusal: &ApiError) -> String {
    let ApiError::Directory(error) = refusal else { return refusal.text() };
    let mut text = error.to_string();
    if let Some(first) = text.get(..1) {
        text = first.to_uppercase() + &text[1..];
    }
    text + "."
}
