//! The page of a place, with the workers who are there.

use askama::Template;
use axum::extract::State;
use roster_directory::LocationDetails;
use roster_model::{PeopleViewFilter, PeopleViewOrder, Permission, PersonState};

use super::address;
use crate::{
    App,
    console::{
        asked::RequestContext,
        frame::{Frame, Section},
        member::Member,
        moment::Moment,
        notice::Notice,
        page::{Shown, page},
        pager::{self, Pager},
        people::name,
        thing::Thing,
    },
};

/// How many workers a page shows.
const SIZE: u32 = 50;

#[derive(Template)]
#[template(path = "locations/show.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    sheet: LocationDetails,
    facts: Vec<(String, String)>,
    workers: Vec<Worker>,
    pager: Pager,
    may_see_people: bool,
    may_edit: bool,
}

/// Somebody who is there.
struct Worker {
    id: String,
    name: String,
    username: String,
    /// Whether they are at the place itself, and not at one within.
    here: bool,
}

/// `GET /d/{domain}/location/{id}`.
pub(in crate::console) async fn show(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    asked: RequestContext,
) -> Shown {
    let sheet = app.directory.atlas(&member.actor)?.find(&id).await?;
    let may_see_people = member.may(Permission::VIEW_COMMCARE_USERS);
    let (mut total, mut workers) = (0, Vec::new());
    if may_see_people {
        let wanted = PeopleViewFilter {
            location: Some(id.clone()),
            state: Some(PersonState::Active),
            ..PeopleViewFilter::default()
        };
        let offset = (pager::wanted(&asked) - 1).saturating_mul(u64::from(SIZE));
        let people_view = app.directory.people_view(&member.actor)?;
        let found = people_view.list(&wanted, PeopleViewOrder::default(), offset, SIZE).await?.page;
        total = found.total;
        let worker = |person: &roster_model::Person| {
            let worker = person.worker.as_ref();
            Worker {
                id: person.id.to_string(),
                name: name(person),
                username: worker.map(|it| it.username.short().to_owned()).unwrap_or_default(),
                here: worker.is_some_and(|it| it.locations.contains(&sheet.view.location.id)),
            }
        };
        workers = found.items.iter().map(worker).collect();
    }
    let title = sheet.view.location.name.clone();
    page(&Page {
        frame: member.frame(&title, Section::Locations).telling(Notice::of(&asked)),
        here: address(&member.base(), &sheet.view.location.id),
        base: member.base(),
        facts: facts(&sheet),
        sheet,
        workers,
        pager: Pager::new(&asked, Vec::new(), SIZE, total),
        may_see_people,
        may_edit: member.may(Permission::EDIT_LOCATIONS),
    })
}

/// What is known of the place; unknown things are left out.
fn facts(sheet: &LocationDetails) -> Vec<(String, String)> {
    let place = &sheet.view.location;
    let degrees = match (&place.latitude, &place.longitude) {
        (Some(latitude), Some(longitude)) => Some(format!("{latitude}, {longitude}")),
        (latitude, longitude) => latitude.clone().or_else(|| longitude.clone()),
    };
    let named = [
        ("Level", Some(sheet.view.level.name.clone())),
        ("Site code", Some(place.site_code.clone())),
        ("Id elsewhere", place.external_id.clone()),
        ("Latitude, longitude", degrees),
        ("Id", Some(place.id.to_string())),
        ("Created", Some(Moment::of(&place.created_at).told())),
        ("Last changed", Some(Moment::of(&place.updated_at).told())),
    ];
    let known = named.into_iter().filter_map(|(label, text)| Some((label.to_owned(), text?)));
    let data = place.data.iter().map(|(key, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (key.clone(), text)
    });
    known.chain(data).collect()
}
