//! The page of a group, with who is in it.

use askama::Template;
use axum::extract::State;
use roster_directory::PeopleView;
use roster_model::{
    GroupSummary, Page as Found, PeopleViewFilter, PeopleViewOrder, Permission, Person, PersonState,
};

use super::address;
use crate::{
    App,
    console::{
        asked::RequestContext,
        frame::{Frame, Section},
        member::Member,
        notice::Notice,
        page::{Shown, page},
        pager::{self, Pager},
        people::name,
        thing::Thing,
    },
    error::ApiError,
};

/// How many members a page shows, and how many people a search for more.
const SIZE: u32 = 50;

#[derive(Template)]
#[template(path = "groups/show.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    group: GroupSummary,
    members: Vec<Row>,
    /// Who could be added, where somebody is looked for.
    others: Option<Vec<Row>>,
    text: String,
    pager: Pager,
    may_see_people: bool,
    may_edit: bool,
}

/// A worker.
struct Row {
    id: String,
    name: String,
    username: String,
    is_member: bool,
}

/// `GET /d/{domain}/group/{id}`.
pub(in crate::console) async fn show(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    asked: RequestContext,
) -> Shown {
    let group = app.directory.group_summaries(&member.actor)?.find(&id).await?;
    let may_see_people = member.may(Permission::VIEW_COMMCARE_USERS);
    let may_edit = member.may(Permission::EDIT_COMMCARE_USERS);
    let offset = (pager::wanted(&asked) - 1).saturating_mul(u64::from(SIZE));
    let text = asked.text("find").to_owned();
    let (mut total, mut members, mut others) = (0, Vec::new(), None);
    if may_see_people {
        let people_view = app.directory.people_view(&member.actor)?;
        let inside = PeopleViewFilter { group: Some(id.clone()), ..active() };
        let found = people_view.list(&inside, PeopleViewOrder::default(), offset, SIZE).await?.page;
        (total, members) = (found.total, rows(&found, &group));
        if may_edit && !text.is_empty() {
            others = Some(look_for(&people_view, &text, &group).await?);
        }
    }
    page(&Page {
        frame: member.frame(&group.name, Section::Groups).telling(Notice::of(&asked)),
        here: address(&member.base(), &group.id),
        base: member.base(),
        pager: Pager::new(&asked, Vec::new(), SIZE, total),
        group,
        members,
        others,
        text,
        may_see_people,
        may_edit,
    })
}

async fn look_for(
    people_view: &PeopleView<'_>,
    text: &str,
    group: &GroupSummary,
) -> Result<Vec<Row>, ApiError> {
    let wanted = PeopleViewFilter { search: Some(text.to_owned()), ..active() };
    let found = people_view.list(&wanted, PeopleViewOrder::default(), 0, SIZE).await?;
    Ok(rows(&found.page, group))
}

fn active() -> PeopleViewFilter {
    PeopleViewFilter { state: Some(PersonState::Active), ..PeopleViewFilter::default() }
}

fn rows(found: &Found<Person>, group: &GroupSummary) -> Vec<Row> {
    let row = |person: &Person| {
        let worker = person.worker.as_ref();
        Row {
            id: person.id.to_string(),
            name: name(person),
            username: worker.map(|it| it.username.short().to_owned()).unwrap_or_default(),
            is_member: worker.is_some_and(|it| it.groups.contains(&group.id)),
        }
    };
    found.items.iter().map(row).collect()
}
