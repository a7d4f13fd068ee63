//! The page of a location, with its workers.

use askama::Template;
use roster_directory::LocationDetails;
use roster_model::{PeopleViewFilter, PeopleViewOrder, Permission, PersonState};

use super::location_url;
use crate::{
    App,
    console::{
        components::{
            DisplayTime, Flash,
            pager::{self, Pager},
        },
        extract::{Auth, PathId, Query, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        pages::people::display_name,
        response::{PageResult, render},
    },
};

/// Workers per page.
const PAGE_SIZE: u32 = 50;

#[derive(Template)]
#[template(path = "locations/show.html")]
struct Page {
    layout: Layout,
    base: String,
    here: String,
    sheet: LocationDetails,
    facts: Vec<(String, String)>,
    /// The messages of labels, with their times.
    times: [(&'static str, DisplayTime); 2],
    workers: Vec<Worker>,
    pager: Pager,
    may_see_people: bool,
    may_edit: bool,
    /// Whether the web user may add locations below this one.
    may_add: bool,
}

/// A worker of the location or of a sub-location.
struct Worker {
    id: String,
    name: String,
    username: String,
    /// Whether the worker is assigned to this location, not to a sub-location.
    is_direct: bool,
}

/// `GET /d/{domain}/location/{id}`.
pub(crate) async fn show(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    query: Query,
) -> PageResult {
    let sheet = app.directory.atlas(&auth.actor)?.find(&id).await?;
    let may_see_people = auth.may(Permission::VIEW_COMMCARE_USERS);
    let (mut total, mut workers) = (0, Vec::new());
    if may_see_people {
        let filter = PeopleViewFilter {
            location: Some(id.clone()),
            state: Some(PersonState::Active),
            ..PeopleViewFilter::default()
        };
        let offset = (pager::requested_page(&query) - 1).saturating_mul(u64::from(PAGE_SIZE));
        let people_view = app.directory.people_view(&auth.actor)?;
        let found =
            people_view.list(&filter, PeopleViewOrder::default(), offset, PAGE_SIZE).await?.page;
        total = found.total;
        let worker = |person: &roster_model::Person| {
            let worker = person.worker.as_ref();
            Worker {
                id: person.id.to_string(),
                name: display_name(person),
                username: worker.map(|it| it.username.short().to_owned()).unwrap_or_default(),
                is_direct: worker.is_some_and(|it| it.locations.contains(&sheet.view.location.id)),
            }
        };
        workers = found.items.iter().map(worker).collect();
    }
    let (mut may_edit, mut may_add) = (false, false);
    if auth.may(Permission::EDIT_LOCATIONS) {
        let own = app.directory.locations(&auth.actor)?.accessible().await?;
        let location = &sheet.view.location;
        may_add = own.as_ref().is_none_or(|own| own.contains(location.id.as_str()));
        may_edit = own.as_ref().is_none_or(|own| {
            location.parent.as_ref().is_some_and(|parent| own.contains(parent.as_str()))
        });
    }
    let title = sheet.view.location.name.clone();
    render(&Page {
        layout: auth.layout(&title, Section::Locations).with_flash(Flash::from_query(&query)),
        here: location_url(&auth.base(), &sheet.view.location.id),
        base: auth.base(),
        facts: facts(&sheet),
        times: [
            ("locations-created", auth.time(&sheet.view.location.created_at)),
            ("locations-updated", auth.time(&sheet.view.location.updated_at)),
        ],
        sheet,
        workers,
        pager: Pager::new(&query, Vec::new(), PAGE_SIZE, total),
        may_see_people,
        may_edit,
        may_add,
    })
}

/// The labels and values to show. Empty values are left out.
fn facts(sheet: &LocationDetails) -> Vec<(String, String)> {
    let location = &sheet.view.location;
    let coordinates = match (&location.latitude, &location.longitude) {
        (Some(latitude), Some(longitude)) => Some(format!("{latitude}, {longitude}")),
        (latitude, longitude) => latitude.clone().or_else(|| longitude.clone()),
    };
    let named = [
        ("locations-level", Some(sheet.view.level.name.clone())),
        ("locations-site-code", Some(location.site_code.clone())),
        ("locations-external-id", location.external_id.clone()),
        ("locations-coordinates", coordinates),
        ("locations-id", Some(location.id.to_string())),
    ];
    let known = named.into_iter().filter_map(|(label, text)| Some((i18n::text(label), text?)));
    let data = location.data.iter().map(|(key, value)| {
        let text = value.as_str().map_or_else(|| value.to_string(), str::to_owned);
        (key.clone(), text)
    });
    known.chain(data).collect()
}
