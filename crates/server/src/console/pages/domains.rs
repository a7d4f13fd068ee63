//! The choice of a domain.

use askama::Template;
use roster_model::{AccountState, Domain, Invitation};

use crate::{
    App,
    console::{
        extract::{Auth, CurrentSession, Form, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, redirect, render},
    },
};

#[derive(Template)]
#[template(path = "domains.html")]
struct Page {
    layout: Layout,
    domains: Vec<Domain>,
    /// The invitations that the web user can accept without their links.
    invitations: Vec<Invitation>,
    /// Whether the operator chose the password, which therefore opens one domain only.
    has_first_password: bool,
}

/// `GET /domains`.
pub(crate) async fn list(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
) -> PageResult {
    let domains = app.directory.domains_of_session(&session).await?;
    render(&Page {
        layout: Layout::signed_in(&i18n::text("account-domains-title"), &session),
        domains,
        invitations: app.directory.invitations_of(&session).await?,
        has_first_password: matches!(session.state, AccountState::Created { .. }),
    })
}

/// `POST /domains/join`: accepts an invitation.
pub(crate) async fn join(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
    form: Form,
) -> PageResult {
    let accepted = app.directory.accept_own_invitation(&session, form.text("invitation")).await?;
    Ok(redirect(&format!("/d/{}", accepted.domain.name)))
}

/// `GET /d/{domain}`: redirects to the first section that the web user may see.
pub(crate) async fn enter(auth: Auth) -> PageResult {
    let layout = auth.layout("", Section::None);
    Ok(redirect(layout.links.first().map_or("/account", |link| &link.url)))
}
