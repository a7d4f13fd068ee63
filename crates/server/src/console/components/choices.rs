//! Suggestions for text fields that replace lists with too many choices.

use askama::Template;

use crate::{
    App,
    console::{
        extract::{Auth, PathId, Query, State},
        response::{PageResult, render},
    },
    error::ApiError,
};

#[derive(Template)]
#[template(path = "choices.html")]
struct Suggestions {
    /// The value to enter, and its description.
    choices: Vec<(String, String)>,
}

/// `GET /d/{domain}/choices/{kind}`: the groups or locations whose name contains the entered text.
pub(crate) async fn suggest(
    State(app): State<App>,
    auth: Auth,
    PathId(kind): PathId,
    query: Query,
) -> PageResult {
    let people_view = app.directory.people_view(&auth.actor)?;
    let text = query.text(&kind);
    let choices = match kind.as_str() {
        "group" => {
            let groups = people_view.search_groups(text).await?;
            groups.into_iter().map(|(_, name)| (name, String::new())).collect()
        }
        "location" => people_view.search_locations(text).await?,
        _ => return Err(ApiError::NoRoute),
    };
    render(&Suggestions { choices })
}
