//! All places: as a tree, and on a map.

use askama::Template;
use axum::extract::State;
use roster_directory::{LocationNode, LocationTreePage};
use roster_model::Permission;

use super::{
    chart::Chart,
    tree::{Step, steps},
};
use crate::{
    App,
    console::{
        asked::RequestContext,
        frame::{Frame, Section},
        member::Member,
        notice::Notice,
        page::{Shown, page},
    },
};

#[derive(Template)]
#[template(path = "locations/list.html")]
struct Page<'a> {
    frame: Frame,
    base: String,
    map: &'a LocationTreePage,
    chart: Option<Chart>,
    steps: Vec<Step<'a>>,
    may_edit: bool,
}

/// `GET /d/{domain}/locations`.
pub(in crate::console) async fn list(
    State(app): State<App>,
    member: Member,
    asked: RequestContext,
) -> Shown {
    let map = app.directory.atlas(&member.actor)?.map().await?;
    page(&Page {
        frame: member.frame("Locations", Section::Locations).telling(Notice::of(&asked)),
        base: member.base(),
        chart: Chart::of(&map.places),
        steps: steps(&map.places),
        map: &map,
        may_edit: member.may(Permission::EDIT_LOCATIONS),
    })
}

impl Page<'_> {
    /// The name of the level of a place.
    fn level(&self, place: &LocationNode) -> &str {
        let found = self.map.levels.iter().find(|level| level.number == place.location.kind);
        found.map(|level| level.name.as_str()).unwrap_or_default()
    }
}
