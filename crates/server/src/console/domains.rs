//! Choosing a domain.

use askama::Template;
use axum::extract::State;
use roster_model::{Domain, Permission};

use super::{
    frame::Frame,
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
    let place =
        if member.may(Permission::VIEW_COMMCARE_USERS) { Some("people".to_owned()) } else { None };
    Ok(match place {
        Some(place) => go_to(&format!("{}/{place}", member.base())),
        None => go_to("/account"),
    })
}
