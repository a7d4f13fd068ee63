//! What is offered to somebody who types a choice that is too long for a list.

use askama::Template;
use axum::extract::State;

use super::{
    asked::RequestContext,
    member::Member,
    page::{Shown, page},
    thing::Thing,
};
use crate::{App, error::ApiError};

#[derive(Template)]
#[template(path = "choices.html")]
struct Offered {
    /// What is to be typed, and what is said of it.
    choices: Vec<(String, String)>,
}

/// `GET /d/{domain}/choices/{kind}`: groups or locations with what was typed in their names.
pub(super) async fn offer(
    State(app): State<App>,
    member: Member,
    Thing(kind): Thing,
    asked: RequestContext,
) -> Shown {
    let people_view = app.directory.people_view(&member.actor)?;
    let text = asked.text(&kind);
    let choices = match kind.as_str() {
        "group" => {
            let found = people_view.search_groups(text).await?;
            found.into_iter().map(|(_, name)| (name, String::new())).collect()
        }
        "location" => people_view.search_locations(text).await?,
        _ => return Err(ApiError::NoRoute),
    };
    page(&Offered { choices })
}
