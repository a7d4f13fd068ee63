//! The list of people.

use askama::Template;
use axum::extract::State;
use roster_directory::{CensusPage, Choices};
use roster_model::{Id, Permission, Person};

use super::filter::{ORDERS, STATES, Wanted};
use crate::{
    App,
    console::{
        asked::Asked,
        cases,
        frame::{Frame, Section},
        member::Member,
        moment::Moment,
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
    name: String,
    username: String,
    phone: String,
    groups: Vec<String>,
    places: Vec<String>,
    standing: Standing,
    updated: Moment,
    cases: Option<String>,
}

/// What a person is to the domain, in a word.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Standing {
    Active,
    Archived,
    Unconfirmed,
    Contact,
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
        name: name(person),
        username: worker.map(|it| it.username.short().to_owned()).unwrap_or_default(),
        phone: person.default_phone().map(|phone| phone.international()).unwrap_or_default(),
        groups: worker.map(|it| names(&it.groups)).unwrap_or_default(),
        places: worker.map(|it| names(&it.locations)).unwrap_or_default(),
        standing: Standing::of(person),
        updated: Moment::of(&person.updated_at),
        cases: cases::address(&member.actor.domain, person),
    }
}

/// What to call a person of whom perhaps little is known.
pub(super) fn name(person: &Person) -> String {
    let known = person.name();
    if !known.is_empty() {
        return known;
    }
    let username = person.worker.as_ref().map(|worker| worker.username.short().to_owned());
    let email = || person.email.as_ref().map(|email| email.as_str().to_owned());
    let phone = || person.default_phone().map(|phone| phone.international());
    let last = || format!("Person {}", person.number);
    username.or_else(email).or_else(phone).or_else(|| person.custom_id.clone()).unwrap_or_else(last)
}

impl Standing {
    pub(super) fn of(person: &Person) -> Self {
        match &person.worker {
            None => Self::Contact,
            Some(worker) if worker.active => Self::Active,
            Some(worker) if worker.unconfirmed => Self::Unconfirmed,
            Some(_) => Self::Archived,
        }
    }

    /// The word.
    pub(super) fn word(self) -> &'static str {
        match self {
            Self::Active => "Active",
            Self::Archived => "Archived",
            Self::Unconfirmed => "Not confirmed",
            Self::Contact => "Contact",
        }
    }

    /// The class of its badge.
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Active => "good",
            Self::Archived => "muted",
            Self::Unconfirmed => "warn",
            Self::Contact => "plain",
        }
    }
}
