//! Choosing a domain.

use askama::Template;
use axum::extract::State;
use roster_model::Domain;

use super::{
    frame::{Frame, Section},
    member::Member,
    page::{Shown, go_to, page},
    session::SignedIn,
};
use crate::App;

#[derive(Template)]
#[template(path = "domains.html")]
struct Page {
    frame: Frame,
    domains: Vec<Domain>,
}

/// `GET /domains`.
pub(super) async fn list(State(app): State<App>, SignedIn(session): SignedIn) -> Shown {
    let domains = app.directory.domains_of_session(&session).await?;
    page(&Page { frame: Frame::signed_in("Domains", &session), domains })
}

/// `GET /d/{domain}`: the first page of it that the member may see.
pub(super) async fn enter(member: Member) -> Shown {
    let frame = member.frame("", Section::None);
    Ok(go_to(frame.links.first().map_or("/account", |link| &link.address)))
}
