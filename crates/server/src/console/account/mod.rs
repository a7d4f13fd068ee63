//! One's own account: password, second factor, sessions.

pub(super) mod second_factor;

use askama::Template;
use axum::{extract::State, response::Response};
use http::StatusCode;
use roster_directory::{ListedSession, SecondFactor, Session};

use super::{
    asked::RequestContext,
    form::Form,
    form_errors::FormErrors,
    frame::Frame,
    moment::Moment,
    notice::Notice,
    page::{Shown, go_to, page_with},
    session::SignedIn,
};
use crate::{App, error::ApiError};

#[derive(Template)]
#[template(path = "account/show.html")]
struct Page {
    frame: Frame,
    factor: Option<SecondFactor>,
    sessions: Vec<ListedSession>,
    errors: FormErrors,
}

/// `GET /account`.
pub(super) async fn show(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    asked: RequestContext,
) -> Shown {
    shown(&app, &session, Notice::of(&asked), FormErrors::default()).await
}

/// `POST /account/password`.
pub(super) async fn change_password(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    form: Form,
) -> Shown {
    let (old, new) = (form.secret("old"), form.secret("new"));
    match app.directory.change_password(&session, &old, &new).await {
        Ok(()) => Ok(go_to("/account?done=password")),
        Err(error) => shown(&app, &session, None, FormErrors::of(error)?).await,
    }
}

/// `POST /account/sessions`: ends one, or all others.
pub(super) async fn end_sessions(
    State(app): State<App>,
    SignedIn(session): SignedIn,
    form: Form,
) -> Result<Response, ApiError> {
    match form.given("session") {
        Some(id) => app.directory.end_session(&session, id).await?,
        None => app.directory.end_other_sessions(&session).await?,
    }
    Ok(go_to("/account?done=ended"))
}

/// The page, with what a form of it got wrong.
async fn shown(app: &App, session: &Session, notice: Option<Notice>, errors: FormErrors) -> Shown {
    let status = if errors.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    let shown = Page {
        frame: Frame::signed_in("Your account", session).telling(notice),
        factor: app.directory.second_factor(session).await?,
        sessions: app.directory.sessions(session).await?,
        errors,
    };
    page_with(status, &shown)
}

impl Page {
    /// What a browser calls itself, in short.
    fn browser(agent: &str) -> String {
        let known = [
            ("Edg/", "Edge"),
            ("OPR/", "Opera"),
            ("Firefox/", "Firefox"),
            ("Chrome/", "Chrome"),
            ("Safari/", "Safari"),
        ];
        let name = known.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
        let systems = [
            ("Android", "Android"),
            ("iPhone", "iPhone"),
            ("iPad", "iPad"),
            ("Windows", "Windows"),
            ("Mac OS", "Mac"),
            ("Linux", "Linux"),
        ];
        let system = systems.iter().find(|(mark, _)| agent.contains(mark)).map(|(_, name)| *name);
        match (name, system) {
            (Some(name), Some(system)) => format!("{name} on {system}"),
            (Some(name), None) => name.to_owned(),
            _ if agent.is_empty() => "A program that does not say what it is".to_owned(),
            _ => agent.chars().take(40).collect(),
        }
    }
}
