//! The list of groups.

use askama::Template;
use roster_model::{GroupSummary, Permission};

use crate::{
    App,
    console::{
        components::{
            Flash,
            pager::{self, Pager},
        },
        extract::{Auth, Query, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

/// Groups per page.
const PAGE_SIZE: u32 = 25;

#[derive(Template)]
#[template(path = "groups/list.html")]
struct Page {
    layout: Layout,
    base: String,
    here: String,
    text: String,
    groups: Vec<GroupSummary>,
    pager: Pager,
    may_edit: bool,
}

/// `GET /d/{domain}/groups`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let text = query.text("q");
    let offset = (pager::requested_page(&query) - 1).saturating_mul(u64::from(PAGE_SIZE));
    let found = app.directory.group_summaries(&auth.actor)?.list(text, offset, PAGE_SIZE).await?;
    let params = query.non_empty("q").map(|text| ("q".to_owned(), text)).into_iter().collect();
    render(&Page {
        layout: auth
            .layout(&i18n::text("groups-title"), Section::Groups)
            .with_flash(Flash::from_query(&query)),
        here: format!("{}/groups", auth.base()),
        base: auth.base(),
        text: text.to_owned(),
        groups: found.items,
        pager: Pager::new(&query, params, PAGE_SIZE, found.total),
        may_edit: auth.may(Permission::EDIT_COMMCARE_USERS)
            && auth.may(Permission::ACCESS_ALL_LOCATIONS),
    })
}
