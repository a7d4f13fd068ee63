//! Sign-in and sign-out.

use askama::Template;
use axum::response::Response;
use http::{HeaderMap, StatusCode, header, request::Parts};
use roster_directory::{Opened, SignedIn as Outcome, Visitor};
use roster_model::{AuthFailure, Error, ExposeSecret as _};

use super::oidc::ProviderLink;
use crate::{
    App,
    console::{
        draft::Draft,
        extract::{CurrentSession, Form, PublicForm, Query, State, csrf, session},
        i18n::{self, filters},
        layout::Layout,
        response::{PageResult, redirect, render, render_with_status},
    },
    error::ApiError,
    extract::peer,
};

#[derive(Template)]
#[template(path = "sign_in.html")]
struct PasswordPage<'a> {
    layout: Layout,
    username: &'a str,
    to: &'a str,
    /// The input of a form whose session has ended.
    draft: Option<&'a Draft>,
    error: String,
    /// The identity provider, if there is one.
    provider: Option<ProviderLink>,
    /// Whether users can sign in with a password.
    has_password: bool,
}

#[derive(Template)]
#[template(path = "sign_in_code.html")]
struct CodePage<'a> {
    layout: Layout,
    ticket: &'a str,
    to: &'a str,
    draft: Option<&'a Draft>,
    error: String,
}

/// Leads back to a form with its input.
#[derive(Template)]
#[template(path = "resume.html")]
struct ResumePage<'a> {
    layout: Layout,
    to: &'a str,
    fields: Vec<(String, String)>,
}

/// `GET /`: the sign-in page, or a redirect to the domain if there is a session.
pub(crate) async fn show(
    State(app): State<App>,
    current: Result<CurrentSession, ApiError>,
    query: Query,
) -> PageResult {
    let Ok(CurrentSession(session)) = current else {
        let to = local_url(query.text("to"));
        return render(&password_page(&app, "", to, None, String::new()));
    };
    let domains = app.directory.domains_of_session(&session).await?;
    let is_invited = !app.directory.invitations_of(&session).await?.is_empty();
    Ok(match domains.as_slice() {
        [only] if !is_invited => redirect(&format!("/d/{}", only.name)),
        _ => redirect("/domains"),
    })
}

/// `POST /`: signs in with a password.
pub(crate) async fn sign_in(
    State(app): State<App>,
    Client(visitor): Client,
    PublicForm(form): PublicForm,
) -> PageResult {
    let (username, to) = (form.text("username"), local_url(form.text("to")));
    let draft = Draft::from_form(&form, to);
    let draft = draft.as_ref();
    if !has_password(&app) {
        return provider_only(&app, to);
    }
    match app.directory.sign_in(username, &form.secret("password"), &visitor).await {
        Ok(Outcome::Opened(opened)) => resume_or_open(&app, &opened, &visitor, to, draft).await,
        Ok(Outcome::NeedsCode(ticket)) => {
            render(&code_page(ticket.expose_secret(), to, draft, String::new()))
        }
        Err(error) => {
            let (status, text) = sign_in_error(error, &i18n::text("account-wrong-password"))?;
            render_with_status(status, &password_page(&app, username, to, draft, text))
        }
    }
}

/// `POST /sign-in/code`: signs in with a code, after the password.
pub(crate) async fn verify_code(
    State(app): State<App>,
    Client(visitor): Client,
    PublicForm(form): PublicForm,
) -> PageResult {
    let (ticket, to) = (form.secret("ticket"), local_url(form.text("to")));
    let draft = Draft::from_form(&form, to);
    let draft = draft.as_ref();
    if !has_password(&app) {
        return provider_only(&app, to);
    }
    match app.directory.sign_in_with_code(&ticket, form.text("code"), &visitor).await {
        Ok(opened) => resume_or_open(&app, &opened, &visitor, to, draft).await,
        Err(Error::Unauthenticated(AuthFailure::TokenEmpty)) => {
            let text = i18n::text("account-timed-out");
            let page = password_page(&app, "", to, draft, text);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
        Err(error) => {
            let text = i18n::text("account-wrong-code");
            let (status, text) = sign_in_error(error, &text)?;
            render_with_status(status, &code_page(ticket.expose_secret(), to, draft, text))
        }
    }
}

/// `POST /sign-out`.
pub(crate) async fn sign_out(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    _form: Form,
) -> PageResult {
    app.directory.sign_out(&session).await?;
    Ok(with_cookies(redirect("/"), session::clear_cookies()))
}

/// The address, browser and device that a sign-in comes from.
pub(crate) struct Client(pub(super) Visitor);

impl axum::extract::FromRequestParts<App> for Client {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, ApiError> {
        let headers = &parts.headers;
        Ok(Self(Visitor {
            from: peer(parts)?,
            secure: csrf::is_secure(parts),
            agent: text(headers, header::USER_AGENT),
            device: session::device(headers),
        }))
    }
}

/// The sign-in page.
pub(super) fn password_page<'a>(
    app: &App,
    username: &'a str,
    to: &'a str,
    draft: Option<&'a Draft>,
    error: String,
) -> impl Template + 'a {
    let (provider, has_password) = (ProviderLink::new(app), has_password(app));
    let layout = Layout::public(&i18n::text("account-sign-in"));
    PasswordPage { layout, username, to, draft, error, provider, has_password }
}

/// Whether users can sign in with a password.
pub(super) fn has_password(app: &App) -> bool {
    app.oidc.as_ref().is_none_or(|oidc| oidc.settings().local_sign_in)
}

/// Rejects a password where only the provider signs users in.
fn provider_only(app: &App, to: &str) -> PageResult {
    let text = i18n::text("account-passwords-off");
    render_with_status(StatusCode::FORBIDDEN, &password_page(app, "", to, None, text))
}

fn code_page<'a>(
    ticket: &'a str,
    to: &'a str,
    draft: Option<&'a Draft>,
    error: String,
) -> CodePage<'a> {
    CodePage { layout: Layout::public(&i18n::text("account-code-title")), ticket, to, draft, error }
}

/// Asks to sign in because the session of a form has ended, and keeps its input.
pub(crate) fn show_with_draft(app: &App, draft: &Draft) -> PageResult {
    let page = password_page(app, "", &draft.to, Some(draft), String::new());
    let response = render_with_status(StatusCode::FORBIDDEN, &page)?;
    Ok(with_cookies(response, session::clear_cookies()))
}

/// Opens a session, and leads back to the form whose input was kept, or to the page `to`.
async fn resume_or_open(
    app: &App,
    opened: &Opened,
    visitor: &Visitor,
    to: &str,
    draft: Option<&Draft>,
) -> PageResult {
    let Some(draft) = draft else { return Ok(open_session(opened, visitor, to)) };
    let session = app.directory.session(&opened.token).await?;
    let layout = Layout::signed_in(&i18n::text("account-resumed-title"), &session);
    let page = render(&ResumePage { layout, to, fields: draft.pairs() })?;
    Ok(with_cookies(page, session::set_cookies(opened, visitor.secure)))
}

pub(super) fn open_session(opened: &Opened, visitor: &Visitor, to: &str) -> Response {
    with_cookies(redirect(to), session::set_cookies(opened, visitor.secure))
}

fn with_cookies(mut response: Response, cookies: [http::HeaderValue; 2]) -> Response {
    for cookie in cookies {
        response.headers_mut().append(header::SET_COOKIE, cookie);
    }
    response
}

/// The status and the text for a failed sign-in. Errors that are not about the credentials are
/// returned.
fn sign_in_error(error: Error, wrong: &str) -> Result<(StatusCode, String), ApiError> {
    match error {
        Error::Unauthenticated(_) => Ok((StatusCode::UNPROCESSABLE_ENTITY, wrong.to_owned())),
        Error::Throttled(seconds) => Ok((StatusCode::TOO_MANY_REQUESTS, throttled(seconds))),
        other => Err(other.into()),
    }
}

/// The text for a client that must wait.
pub(super) fn throttled(seconds: u64) -> String {
    let (id, count) = match seconds {
        0..=90 => ("account-throttled-seconds", seconds),
        _ => ("account-throttled-minutes", seconds.div_ceil(60)),
    };
    i18n::message(id).arg("count", count).to_string()
}

/// The URL to open after signing in: `to` if it is a page of the console, otherwise `/`. Prevents open
/// redirects.
pub(super) fn local_url(to: &str) -> &str {
    let is_local = to.starts_with('/')
        && !to.starts_with("//")
        && !to.contains(['\\', '\n', '\r', '\t'])
        && !to.starts_with("/assets");
    if is_local { to } else { "/" }
}

fn text(headers: &HeaderMap, name: http::HeaderName) -> String {
    let value = headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()));
    value.unwrap_or_default().replace('\0', "")
}

#[cfg(test)]
mod tests {
    use super::local_url;

    #[test]
    fn redirects_to_other_sites_are_rejected() {
        assert_eq!(local_url("/d/demo/people?q=a"), "/d/demo/people?q=a");
        for other in ["//evil", "https://evil", "/\\evil", "", "evil", "/\t/evil"] {
            assert_eq!(local_url(other), "/", "{other}");
        }
    }
}
