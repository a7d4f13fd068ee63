//! Accepting an invitation with its link: with a new account, or signed in with an existing one.

use askama::Template;
use axum::extract::Path;
use http::StatusCode;
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roster_directory::{PasswordChange, Session};
use roster_model::{AccountState, Error, ExposeSecret as _, Invitation, SecretString};

use super::{sign_in::has_password, web_users::role_label};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{CurrentSession, Form, PublicForm, State},
        i18n::{self, filters},
        layout::Layout,
        response::{PageResult, redirect, render, render_with_status},
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "join.html")]
struct Page {
    layout: Layout,
    domain: String,
    email: String,
    role: String,
    viewer: Viewer,
    /// The URL of the sign-in page that leads back here.
    sign_in: String,
    /// The URL of the form that accepts with the session.
    accept: String,
    errors: FormErrors,
    /// Whether an account can have a password, which opens the console.
    has_password: bool,
}

/// Who opened the link.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Viewer {
    /// No session.
    SignedOut,
    /// Another web user.
    Other,
    /// The invited web user. The account needs a new password unless the operator vouches for it.
    Invited { needs_password: bool },
}

#[derive(Template)]
#[template(path = "join_expired.html")]
struct ExpiredPage {
    layout: Layout,
}

/// `GET /join/{token}`. Opening the page does not use up the link.
pub(crate) async fn show(
    State(app): State<App>,
    current: Result<CurrentSession, ApiError>,
    Path(token): Path<String>,
) -> PageResult {
    let session = current.ok().map(|CurrentSession(session)| session);
    match app.directory.invitation(&token.as_str().into()).await {
        Ok(invitation) => {
            render(&page(&app, &invitation, session.as_ref(), &token, FormErrors::default()))
        }
        Err(error) => expired(error),
    }
}

/// `POST /join/{token}`: accepts with a new account.
pub(crate) async fn create_account(
    State(app): State<App>,
    Path(token): Path<String>,
    PublicForm(form): PublicForm,
) -> PageResult {
    let link = SecretString::from(token.as_str());
    let invitation = match app.directory.invitation(&link).await {
        Ok(invitation) => invitation,
        Err(error) => return expired(error),
    };
    if !has_password(&app) {
        return Ok(redirect(&format!("/join/{}", utf8_percent_encode(&token, NON_ALPHANUMERIC))));
    }
    let password = form.secret("password");
    let result = match check_repeated(&form, "password") {
        Ok(()) => app.directory.accept_with_new_account(&link, password).await,
        Err(error) => Err(error),
    };
    match result {
        Ok(accepted) => Ok(redirect(&sign_in_url(&format!("/d/{}", accepted.domain.name)))),
        Err(error @ Error::Invalid(_)) => {
            let errors = FormErrors::try_from(error)?;
            let page = page(&app, &invitation, None, &token, errors);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => expired(error),
    }
}

/// `POST /join/{token}/accept`: accepts with the account of the session.
pub(crate) async fn accept(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    Path(token): Path<String>,
    form: Form,
) -> PageResult {
    let link = SecretString::from(token.as_str());
    let invitation = match app.directory.invitation(&link).await {
        Ok(invitation) => invitation,
        Err(error) => return expired(error),
    };
    let change = (session.state != AccountState::Joinable)
        .then(|| PasswordChange { old: form.secret("old"), new: form.secret("new") });
    let result = match check_repeated(&form, "new") {
        Ok(()) => app.directory.accept_invitation(&session, &link, change).await,
        Err(error) => Err(error),
    };
    match result {
        Ok(accepted) => Ok(redirect(&format!("/d/{}", accepted.domain.name))),
        Err(error @ Error::Invalid(_)) => {
            let errors = FormErrors::try_from(error)?;
            let page = page(&app, &invitation, Some(&session), &token, errors);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => expired(error),
    }
}

/// Checks that a new password was typed twice.
fn check_repeated(form: &Form, field: &str) -> Result<(), Error> {
    if form.secret(field).expose_secret() == form.secret("again").expose_secret() {
        return Ok(());
    }
    Err(Error::invalid_field("again", i18n::message("account-passwords-differ").into()))
}

fn page(
    app: &App,
    invitation: &Invitation,
    session: Option<&Session>,
    token: &str,
    errors: FormErrors,
) -> Page {
    let title =
        i18n::message("account-join-title").arg("domain", &invitation.domain.name).to_string();
    let viewer = match session {
        None => Viewer::SignedOut,
        Some(session) if session.user.username == invitation.email() => {
            Viewer::Invited { needs_password: session.state != AccountState::Joinable }
        }
        Some(_) => Viewer::Other,
    };
    let here = format!("/join/{}", utf8_percent_encode(token, NON_ALPHANUMERIC));
    Page {
        layout: match session {
            Some(session) => Layout::signed_in(&title, session),
            None => Layout::public(&title),
        },
        domain: invitation.domain.name.to_string(),
        email: invitation.email().to_owned(),
        role: role_label(&invitation.membership),
        viewer,
        sign_in: sign_in_url(&here),
        accept: format!("{here}/accept"),
        errors,
        has_password: has_password(app),
    }
}

/// The sign-in page, which leads to `url`.
fn sign_in_url(url: &str) -> String {
    format!("/?to={}", utf8_percent_encode(url, NON_ALPHANUMERIC))
}

/// Renders the page for an invalid, used or expired link.
fn expired(error: Error) -> PageResult {
    let Error::NotFound { .. } = error else { return Err(ApiError::from(error)) };
    let layout = Layout::public(&i18n::text("account-link-expired"));
    render_with_status(StatusCode::NOT_FOUND, &ExpiredPage { layout })
}
