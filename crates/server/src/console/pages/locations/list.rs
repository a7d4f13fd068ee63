//! The locations as a tree.

use askama::Template;
use roster_directory::{FoundLocation, LocationNode, LocationTreePage};
use roster_model::Permission;

use super::tree::{Step, steps};
use crate::{
    App,
    console::{
        components::Flash,
        extract::{Auth, Query, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

#[derive(Template)]
#[template(path = "locations/list.html")]
struct Page<'a> {
    layout: Layout,
    base: String,
    tree: &'a LocationTreePage,
    steps: Vec<Step<'a>>,
    /// The text of the search; empty for the whole tree.
    search: String,
    found: Vec<FoundLocation>,
    may_edit: bool,
}

/// `GET /d/{domain}/locations`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let atlas = app.directory.atlas(&auth.actor)?;
    let tree = atlas.map().await?;
    let search = query.text("q").to_owned();
    let found = if search.is_empty() { Vec::new() } else { atlas.search(&search).await? };
    render(&Page {
        layout: auth
            .layout(&i18n::text("locations-title"), Section::Locations)
            .with_flash(Flash::from_query(&query)),
        base: auth.base(),
        steps: steps(&tree.places),
        tree: &tree,
        search,
        found,
        may_edit: auth.may(Permission::EDIT_LOCATIONS),
    })
}

impl Page<'_> {
    /// The name of a location's level.
    fn level(&self, node: &LocationNode) -> &str {
        let found = self.tree.levels.iter().find(|level| level.number == node.location.kind);
        found.map(|level| level.name.as_str()).unwrap_or_default()
    }
}
