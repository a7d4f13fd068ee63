//! The choice of a domain.

use askama::Template;
use axum::extract::State;
use roster_model::Domain;

use crate::{
    App,
    console::{
        extract::{Auth, CurrentSession},
        layout::{Layout, Section},
        response::{PageResult, redirect, render},
    },
};

#[derive(Template)]
#[template(path = "domains.html")]
struct Page {
    layout: Layout,
    domains: Vec<Domain>,
}

/// `GET /domains`.
pub(crate) async fn list(
    State(app): State<App>,
    CurrentSession(session): CurrentSession,
) -> PageResult {
    let domains = app.directory.domains_of_session(&session).await?;
    render(&Page { layout: Layout::signed_in("Domains", &session), domains })
}

/// `GET /d/{domain}`: redirects to the first section that the web user may see.
pub(crate) async fn enter(auth: Auth) -> PageResult {
    let layout = auth.layout("", Section::None);
    Ok(redirect(layout.links.first().map_or("/account", |link| &link.url)))
}
