//! The list of people.

use askama::Template;
use axum::extract::State;
use roster_directory::{FilterOptions, PeopleView, PeopleViewPage};
use roster_model::{Error, Id, Permission, Person, Phone};

use super::{
    filter::{ORDERS, STATES, Wanted},
    standing::{Standing, name},
    whom,
};
use crate::{
    App,
    console::{
        asked::RequestContext,
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
    choices: FilterOptions,
    rows: Vec<Row>,
    pager: Pager,
    /// The query to export the workers that were found.
    export: String,
    /// The query of this very page, for forms to come back to.
    here: String,
    may_edit: bool,
    may_add_contacts: bool,
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
    asked: RequestContext,
) -> Shown {
    let people_view = app.directory.people_view(&member.actor)?;
    let wanted = Wanted::find(&asked, &people_view).await?;
    let offset = (pager::wanted(&asked) - 1).saturating_mul(u64::from(SIZE));
    let found = people_view.list(&wanted.filter, wanted.order, offset, SIZE).await?;
    let pager = Pager::new(&asked, wanted.pairs(), SIZE, found.page.total);
    page(&Page {
        frame: member.frame("People", Section::People).telling(Notice::of(&asked)),
        base: member.base(),
        choices: choices(&people_view, &wanted).await?,
        rows: found.page.items.iter().map(|person| row(&member, &found, person)).collect(),
        pager,
        export: export(&wanted),
        here: asked.query,
        may_edit: member.may(Permission::EDIT_COMMCARE_USERS),
        may_add_contacts: member.may(Permission::ACCESS_ALL_LOCATIONS),
        has_cases: member.actor.domain.settings.cases_url.is_some(),
        wanted,
    })
}

/// What can be filtered by, with what is.
async fn choices(people_view: &PeopleView<'_>, wanted: &Wanted) -> Result<FilterOptions, Error> {
    people_view
        .filter_options_with(wanted.filter.group.as_slice(), wanted.filter.location.as_slice())
        .await
}

/// The filters, ready for a format.
fn export(wanted: &Wanted) -> String {
    let kept = wanted.pairs();
    let mut pairs: Vec<(&str, &str)> =
        kept.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    pairs.push(("format", ""));
    pager::query(&pairs)
}

fn row(member: &Member, found: &PeopleViewPage, person: &Person) -> Row {
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

impl Page {
    /// What the group is called that is filtered by, to be typed over.
    fn group(&self) -> &str {
        let wanted = self.wanted.filter.group.as_deref().unwrap_or_default();
        let known = self.choices.groups.iter().find(|(id, _)| id.as_str() == wanted);
        known.map_or(wanted, |(_, name)| name)
    }

    /// The code of the place that is filtered by.
    fn place(&self) -> &str {
        let wanted = self.wanted.filter.location.as_deref().unwrap_or_default();
        let known = self.choices.places.iter().find(|place| place.id.as_str() == wanted);
        known.map_or(wanted, |place| &place.site_code)
    }

    /// The tag that is filtered by.
    fn tag(&self) -> String {
        let wanted = self.wanted.filter.tag;
        let known = self.choices.tags.iter().find(|tag| Some(tag.number) == wanted);
        let number = || wanted.map(|number| number.to_string()).unwrap_or_default();
        known.map_or_else(number, |tag| tag.name.clone())
    }
}
