//! The account of the signed-in web user: password, two-factor authentication, sessions.

pub(crate) mod confirm;
pub(crate) mod second_factor;

use askama::Template;
use axum::response::Response;
use http::{StatusCode, header};
use roster_directory::{ListedSession, SecondFactor, Session};

use crate::{
    App,
    console::{
        components::{DisplayTime, Flash, FormErrors},
        extract::{CurrentSession, Form, Query, Secure, State, session},
        i18n::{self, Language, filters},
        layout::Layout,
        response::{PageResult, redirect, render_with_status},
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "account/show.html")]
struct Page {
    layout: Layout,
    factor: Option<SecondFactor>,
    sessions: Vec<ListedSession>,
    /// Whether the password was entered again, so that the second factor can be changed.
    is_confirmed: bool,
    confirm_url: String,
    /// The language of the account; `None` for that of the browser.
    chosen: Option<Language>,
    errors: FormErrors,
}

/// `GET /account`.
pub(crate) async fn show(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    query: Query,
) -> PageResult {
    render_account(&app, &session, Flash::from_query(&query), FormErrors::default()).await
}

/// `POST /account/password`.
pub(crate) async fn change_password(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    form: Form,
) -> PageResult {
    let (old, new) = (form.secret("old"), form.secret("new"));
    match app.directory.change_password(&session, &old, &new).await {
        Ok(()) => Ok(redirect("/account?done=password")),
        Err(error) => render_account(&app, &session, None, FormErrors::try_from(error)?).await,
    }
}

/// `POST /account/sessions`: ends one session, or all except the current one.
pub(crate) async fn end_sessions(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    form: Form,
) -> Result<Response, ApiError> {
    match form.non_empty("session") {
        Some(id) => app.directory.end_session(&session, id).await?,
        None => app.directory.end_other_sessions(&session).await?,
    }
    Ok(redirect("/account?done=ended"))
}

/// `POST /account/language`: keeps a language for the account and, signed out, for this browser.
pub(crate) async fn change_language(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    Secure(secure): Secure,
    form: Form,
) -> Result<Response, ApiError> {
    let language = Language::from_tag(form.text("language"));
    app.directory.set_language(&session, language.map(Language::code)).await?;
    let mut response = redirect("/account?done=language");
    let cookie = session::set_language(language, secure);
    response.headers_mut().append(header::SET_COOKIE, cookie);
    Ok(response)
}

/// Renders the page with the errors of one of its forms.
async fn render_account(
    app: &App,
    session: &Session,
    flash: Option<Flash>,
    errors: FormErrors,
) -> PageResult {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let page = Page {
        layout: Layout::signed_in(&i18n::text("account-title"), session).with_flash(flash),
        factor: app.directory.second_factor(session).await?,
        sessions: app.directory.sessions(session).await?,
        is_confirmed: session.is_confirmed,
        confirm_url: confirm::url("/account"),
        chosen: session.language.as_deref().and_then(Language::from_tag),
        errors,
    };
    render_with_status(status, &page)
}

impl Page {
    /// The browser and system of a `User-Agent`, such as `Firefox on Linux`.
    fn browser(agent: &str) -> String {
        let known = [
            ("Edg/", "Edge"),
            ("OPR/", "Opera"),
            ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ];
        let name = known.iter().find(|(token, _)| agent.contains(token)).map(|(_, name)| *name);
        let systems = [
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS", "Mac"),
            ("Linux", "Linux"),
        ];
        let system = systems.iter().find(|(token, _)| agent.contains(token)).map(|(_, name)| *name);
        match (name, system) {
            (Some(name), Some(system)) => {
                let named = i18n::message("account-browser-on").arg("browser", name);
                named.arg("system", system).to_string()
            }
            (Some(name), None) => name.to_owned(),
            _ if agent.is_empty() => i18n::text("account-browser-unknown"),
            _ => agent.chars().take(40).collect(),
        }
    }
}
