//! The list of people.

use askama::Template;
use axum::extract::State;
use roster_directory::{CensusPage, Choices};
use roster_model::{Id, Permission, Person, Phone};

use super::{
    filter::{ORDERS, STATES, Wanted},
    standing::{Standing, name},
    whom,
};
use crate::{
    App,
    console::{
        asked::Asked,
        cases,
        frame::{Frame, Section},
        member::Member,
        notice::Notice,
        page::{Shown, page},
        pager::{self, Pager},
    },
};

/// How many people a page shows.
const SIZE: u32 = 25;

#[derive(Template)]
#[template(path = "people/list.html")]
struct Page {
    frame: Frame,
    base: String,
    wanted: Wanted,
    choices: Choices,
    rows: Vec<Row>,
    pager: Pager,
    /// The query of this very page, for forms to come back to.
    here: String,
    may_edit: bool,
    has_cases: bool,
}

/// A person, as the list has them.
struct Row {
    id: String,
    address: String,
    name: String,
    username: String,
    phone: String,
    groups: Vec<String>,
    places: Vec<String>,
    standing: Standing,
    cases: Option<String>,
}

/// `GET /d/{domain}/people`.
pub(in crate::console) async fn list(
    State(app): State<App>,
    member: Member,
    asked: Asked,
) -> Shown {
    let census = app.directory.census(&member.actor)?;
    let wanted = Wanted::read(&asked);
    let offset = (pager::wanted(&asked) - 1).saturating_mul(u64::from(SIZE));
    let found = census.list(&wanted.filter, wanted.order, offset, SIZE).await?;
    let pager = Pager::new(&asked, wanted.pairs(), SIZE, found.page.total);
    page(&Page {
        frame: member.frame("People", Section::People).telling(Notice::of(&asked)),
        base: member.base(),
        choices: census.choices().await?,
        rows: found.page.items.iter().map(|person| row(&member, &found, person)).collect(),
        pager,
        here: asked.query,
        may_edit: member.may(Permission::EDIT_COMMCARE_USERS),
        has_cases: member.actor.domain.settings.cases_url.is_some(),
        wanted,
    })
}

fn row(member: &Member, found: &CensusPage, person: &Person) -> Row {
    let worker = person.worker.as_ref();
    let names = |ids: &[Id]| ids.iter().filter_map(|id| found.names.get(id).cloned()).collect();
    Row {
        id: person.id.to_string(),
        address: whom::address(&member.base(), &person.id),
        name: name(person),
        username: worker.map(|it| it.username.short().to_owned()).unwrap_or_default(),
        phone: person.default_phone().map(Phone::international).unwrap_or_default(),
        groups: worker.map(|it| names(&it.groups)).unwrap_or_default(),
        places: worker.map(|it| names(&it.locations)).unwrap_or_default(),
        standing: Standing::of(person),
        cases: cases::address(&member.actor.domain, person),
    }
}
