//! The page of a group, with its members.

use askama::Template;
use roster_directory::PeopleView;
use roster_model::{
    GroupSummary, Page as Found, PeopleViewFilter, PeopleViewOrder, Permission, Person, PersonState,
};

use super::group_url;
use crate::{
    App,
    console::{
        components::{
            Flash,
            pager::{self, Pager},
        },
        extract::{Auth, PathId, Query, State},
        i18n::filters,
        layout::{Layout, Section},
        pages::people::display_name,
        response::{PageResult, render},
    },
    error::ApiError,
};

/// Members per page, and results of a search for workers to add.
const PAGE_SIZE: u32 = 50;

#[derive(Template)]
#[template(path = "groups/show.html")]
struct Page {
    layout: Layout,
    base: String,
    here: String,
    group: GroupSummary,
    members: Vec<Row>,
    /// The search results, if there was a search.
    candidates: Option<Vec<Row>>,
    text: String,
    pager: Pager,
    may_see_people: bool,
    may_edit: bool,
}

/// A worker in a list.
struct Row {
    id: String,
    name: String,
    username: String,
    is_member: bool,
}

/// `GET /d/{domain}/group/{id}`.
pub(crate) async fn show(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    query: Query,
) -> PageResult {
    let group = app.directory.group_summaries(&auth.actor)?.find(&id).await?;
    let may_see_people = auth.may(Permission::VIEW_COMMCARE_USERS);
    let may_edit =
        auth.may(Permission::EDIT_COMMCARE_USERS) && auth.may(Permission::ACCESS_ALL_LOCATIONS);
    let offset = (pager::requested_page(&query) - 1).saturating_mul(u64::from(PAGE_SIZE));
    let text = query.text("find").to_owned();
    let (mut total, mut members, mut candidates) = (0, Vec::new(), None);
    if may_see_people {
        let people_view = app.directory.people_view(&auth.actor)?;
        let filter = PeopleViewFilter { group: Some(id.clone()), ..active_workers() };
        let found =
            people_view.list(&filter, PeopleViewOrder::default(), offset, PAGE_SIZE).await?.page;
        (total, members) = (found.total, rows(&found, &group));
        if may_edit && !text.is_empty() {
            candidates = Some(search_workers(&people_view, &text, &group).await?);
        }
    }
    render(&Page {
        layout: auth.layout(&group.name, Section::Groups).with_flash(Flash::from_query(&query)),
        here: group_url(&auth.base(), &group.id),
        base: auth.base(),
        pager: Pager::new(&query, Vec::new(), PAGE_SIZE, total),
        group,
        members,
        candidates,
        text,
        may_see_people,
        may_edit,
    })
}

async fn search_workers(
    people_view: &PeopleView<'_>,
    text: &str,
    group: &GroupSummary,
) -> Result<Vec<Row>, ApiError> {
    let filter = PeopleViewFilter { search: Some(text.to_owned()), ..active_workers() };
    let found = people_view.list(&filter, PeopleViewOrder::default(), 0, PAGE_SIZE).await?;
    Ok(rows(&found.page, group))
}

fn active_workers() -> PeopleViewFilter {
    PeopleViewFilter { state: Some(PersonState::Active), ..PeopleViewFilter::default() }
}

fn rows(found: &Found<Person>, group: &GroupSummary) -> Vec<Row> {
    let row = |person: &Person| {
        let worker = person.worker.as_ref();
        Row {
            id: person.id.to_string(),
            name: display_name(person),
            username: worker.map(|it| it.username.short().to_owned()).unwrap_or_default(),
            is_member: worker.is_some_and(|it| it.groups.contains(&group.id)),
        }
    };
    found.items.iter().map(row).collect()
}
