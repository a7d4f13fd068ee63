//! Entering the password again, before a change of the account's security.

use askama::Template;
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roster_directory::Session;
use roster_model::{Denial, Error};

use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{CurrentSession, Form, Query, State},
        i18n::{self, filters},
        layout::Layout,
        pages::sign_in::local_url,
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "account/confirm.html")]
struct Page<'a> {
    layout: Layout,
    /// The page to return to.
    to: &'a str,
    errors: FormErrors,
}

/// `GET /account/confirm`.
pub(crate) async fn show(CurrentSession(session): CurrentSession, query: Query) -> PageResult {
    render(&page(&session, local_url(query.text("to")), FormErrors::default()))
}

/// `POST /account/confirm`.
pub(crate) async fn update(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    form: Form,
) -> PageResult {
    let to = local_url(form.text("to"));
    match app.directory.confirm_password(&session, &form.secret("password")).await {
        Ok(_) => Ok(redirect(to)),
        Err(error) => {
            let page = page(&session, to, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn page<'a>(session: &Session, to: &'a str, errors: FormErrors) -> Page<'a> {
    Page { layout: Layout::signed_in(&i18n::text("account-confirm-title"), session), to, errors }
}

/// The URL of the page, which leads to `to` afterwards.
pub(crate) fn url(to: &str) -> String {
    format!("/account/confirm?to={}", utf8_percent_encode(to, NON_ALPHANUMERIC))
}

/// Whether the session must confirm the password first.
pub(crate) fn is_required(error: &Error) -> bool {
    matches!(error, Error::Forbidden(Denial::PasswordNotConfirmed))
}
