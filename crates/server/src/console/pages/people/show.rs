//! The page of a person.

use askama::Template;
use axum::extract::State;
use roster_directory::PersonDetails;
use roster_model::{Gender, Permission, UsercomFields};

use super::{
    custom::{self, Entry},
    history::HistoryEntry,
    status_badge::{StatusBadge, display_name},
};
use crate::{
    App,
    console::{
        components::{DisplayTime, Flash, cases},
        extract::{Auth, PathId, Query, path},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

#[derive(Template)]
#[template(path = "people/show.html")]
struct Page {
    layout: Layout,
    base: String,
    here: String,
    status: StatusBadge,
    sheet: PersonDetails,
    facts: Vec<(&'static str, String)>,
    entries: Vec<Entry>,
    profile: Option<String>,
    history: Vec<HistoryEntry>,
    cases: Option<String>,
    may_edit: bool,
    may_tag: bool,
}

/// `GET /d/{domain}/person/{id}`.
pub(crate) async fn show(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    query: Query,
) -> PageResult {
    let sheet = app.directory.people_view(&auth.actor)?.find(&id).await?;
    let person = &sheet.person;
    let may_edit = auth.may(Permission::EDIT_COMMCARE_USERS);
    let is_worker = person.worker.is_some();
    render(&Page {
        layout: auth
            .layout(&display_name(person), Section::People)
            .with_flash(Flash::from_query(&query)),
        here: path::person_url(&auth.base(), &person.id),
        base: auth.base(),
        status: StatusBadge::new(person),
        facts: facts(&sheet),
        entries: custom::entries(person, &sheet.schema, is_worker),
        profile: custom::profile_of(person, &sheet.schema).map(|profile| profile.name.clone()),
        history: sheet.history.iter().map(HistoryEntry::new).collect(),
        cases: cases::url(&auth.actor.domain, person),
        may_tag: may_edit && auth.may(Permission::ACCESS_ALL_LOCATIONS),
        may_edit,
        sheet,
    })
}

/// The labels and values of the profile section. Empty values are left out.
fn facts(sheet: &PersonDetails) -> Vec<(&'static str, String)> {
    let person = &sheet.person;
    let worker = person.worker.as_ref();
    let phones: Vec<String> =
        person.phones.iter().map(roster_model::Phone::international).collect();
    let gender = match person.usercom.gender {
        Gender::Unknown => None,
        Gender::Male => Some("Male".to_owned()),
        Gender::Female => Some("Female".to_owned()),
    };
    let score = Some(person.usercom.score).filter(|score| *score != 0);
    let named = [
        ("Username", worker.map(|it| it.username.to_string())),
        ("E-mail", person.email.as_ref().map(|email| email.as_str().to_owned())),
        ("Phone numbers", Some(phones.join(", ")).filter(|text| !text.is_empty())),
        ("Language", worker.and_then(|it| it.language.clone())),
        ("Role", worker.and_then(|it| it.role.clone())),
        ("ConnectID", worker.and_then(|it| it.connect_username.clone())),
        ("Gender", gender),
        ("Score", score.map(|score| score.to_string())),
        ("Mailings", person.usercom.unsubscribed.then(|| "Unsubscribed".to_owned())),
        ("External ID", person.custom_id.clone()),
    ];
    let mut facts: Vec<(&str, String)> =
        named.into_iter().filter_map(|(label, text)| Some((label, text?))).collect();
    let texts = UsercomFields::TEXTS
        .iter()
        .filter_map(|(key, _)| Some((label(key), person.usercom.texts.get(*key)?.clone())));
    facts.extend(texts);
    let instants = UsercomFields::INSTANTS.iter().filter_map(|key| {
        Some((label(key), DisplayTime::new(person.usercom.instants.get(*key)?).date_time()))
    });
    facts.extend(instants);
    facts.extend([
        ("ID", person.id.to_string()),
        ("User.com ID", person.number.to_string()),
        ("Created", DisplayTime::new(&person.created_at).date_time()),
        ("Last updated", DisplayTime::new(&person.updated_at).date_time()),
    ]);
    facts
}

/// The label of a User.com field.
pub(super) fn label(key: &str) -> &'static str {
    match key {
        "city" => "City",
        "region" => "Region",
        "country" => "Country",
        "timezone" => "Time zone",
        "facebook_url" => "Facebook",
        "linkedin_url" => "LinkedIn",
        "twitter_url" => "Twitter",
        "google_url" => "Google",
        "gravatar_url" => "Picture",
        "last_ip" => "Last IP address",
        "browser" => "Browser",
        "browser_language" => "Browser language",
        "os_type" => "Operating system",
        "resolution" => "Screen resolution",
        "first_seen" => "First seen",
        "last_seen" => "Last seen",
        "last_contacted" => "Last contacted",
        _ => "Other",
    }
}

impl Page {
    /// Whether a location is the primary location of the worker.
    fn is_primary(&self, id: &roster_model::Id) -> bool {
        let worker = self.sheet.person.worker.as_ref();
        worker.and_then(|worker| worker.primary_location.as_ref()) == Some(id)
    }
}
