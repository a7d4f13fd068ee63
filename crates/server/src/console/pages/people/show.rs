//! The page of a person.

use askama::Template;
use roster_directory::PersonDetails;
use roster_model::{Gender, Permission, UsercomFields};

use super::{
    contact_urls::{mailto_url, tel_url},
    custom::{self, Entry},
    history::HistoryEntry,
    status_badge::{StatusBadge, display_name},
};
use crate::{
    App,
    console::{
        components::{DisplayTime, Flash, cases},
        extract::{Auth, PathId, Query, State, path},
        i18n::{filters, text},
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
    facts: Vec<Fact>,
    entries: Vec<Entry>,
    profile: Option<String>,
    history: Vec<HistoryEntry>,
    cases: Option<String>,
    may_edit: bool,
    may_tag: bool,
}

/// A label, as a message, with its values.
struct Fact {
    label: &'static str,
    values: Vec<FactValue>,
}

/// A value.
enum FactValue {
    Text(String),
    /// A text, with the URL that calls or writes to it.
    Link(String, String),
    Time(DisplayTime),
}

impl Fact {
    fn new(label: &'static str, text: String) -> Self {
        Self { label, values: vec![FactValue::Text(text)] }
    }

    fn time(label: &'static str, at: DisplayTime) -> Self {
        Self { label, values: vec![FactValue::Time(at)] }
    }
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
        facts: facts(&auth, &sheet),
        entries: custom::entries(person, &sheet.schema, is_worker),
        profile: custom::profile_of(person, &sheet.schema).map(|profile| profile.name.clone()),
        history: sheet.history.iter().map(|change| HistoryEntry::new(&auth, change)).collect(),
        cases: cases::url(&auth.actor.domain, person),
        may_tag: may_edit && auth.may(Permission::ACCESS_ALL_LOCATIONS),
        may_edit,
        sheet,
    })
}

/// The labels and values of the profile section. Empty values are left out.
fn facts(auth: &Auth, sheet: &PersonDetails) -> Vec<Fact> {
    let person = &sheet.person;
    let worker = person.worker.as_ref();
    let phones = person.phones.iter().map(roster_model::Phone::international);
    let phones = phones.map(|text| {
        let url = tel_url(&text);
        FactValue::Link(text, url)
    });
    let emails = person
        .email
        .iter()
        .map(|email| FactValue::Link(email.as_str().to_owned(), mailto_url(email.as_str())));
    let reachable = [
        Fact { label: "people-email", values: emails.collect() },
        Fact { label: "people-phone-numbers", values: phones.collect() },
    ];
    let gender = match person.usercom.gender {
        Gender::Unknown => None,
        Gender::Male => Some(text("people-gender-male")),
        Gender::Female => Some(text("people-gender-female")),
    };
    let score = Some(person.usercom.score).filter(|score| *score != 0);
    let named = [
        ("common-username", worker.map(|it| it.username.to_string())),
        ("people-language", worker.and_then(|it| it.language.clone())),
        ("people-role", worker.and_then(|it| it.role.clone())),
        ("people-connect-id", worker.and_then(|it| it.connect_username.clone())),
        ("people-gender", gender),
        ("people-score", score.map(|score| score.to_string())),
        ("people-mailings", person.usercom.unsubscribed.then(|| text("people-unsubscribed"))),
        ("people-external-id", person.custom_id.clone()),
    ];
    let mut facts: Vec<Fact> =
        named.into_iter().filter_map(|(label, text)| Some(Fact::new(label, text?))).collect();
    let reachable = reachable.into_iter().filter(|fact| !fact.values.is_empty());
    let after_username = usize::from(worker.is_some());
    facts.splice(after_username..after_username, reachable);
    let texts = UsercomFields::TEXTS.iter().filter_map(|(key, _)| {
        Some(Fact::new(label(key), person.usercom.texts.get(*key)?.clone()))
    });
    facts.extend(texts);
    let instants = UsercomFields::INSTANTS.iter().filter_map(|key| {
        Some(Fact::time(label(key), auth.time(person.usercom.instants.get(*key)?)))
    });
    facts.extend(instants);
    facts.extend([
        Fact::new("people-id", person.id.to_string()),
        Fact::new("people-usercom-id", person.number.to_string()),
        Fact::time("people-created", auth.time(&person.created_at)),
        Fact::time("people-updated", auth.time(&person.updated_at)),
    ]);
    facts
}

/// The message with the label of a User.com field.
pub(super) fn label(key: &str) -> &'static str {
    match key {
        "city" => "people-city",
        "region" => "people-region",
        "country" => "people-country",
        "timezone" => "people-time-zone",
        "facebook_url" => "people-facebook",
        "linkedin_url" => "people-linkedin",
        "twitter_url" => "people-twitter",
        "google_url" => "people-google",
        "gravatar_url" => "people-picture",
        "last_ip" => "people-last-ip",
        "browser" => "people-browser",
        "browser_language" => "people-browser-language",
        "os_type" => "people-operating-system",
        "resolution" => "people-screen-resolution",
        "first_seen" => "people-first-seen",
        "last_seen" => "people-last-seen",
        "last_contacted" => "people-last-contacted",
        _ => "people-other",
    }
}

impl Page {
    /// Whether a location is the primary location of the worker.
    fn is_primary(&self, id: &roster_model::Id) -> bool {
        let worker = self.sheet.person.worker.as_ref();
        worker.and_then(|worker| worker.primary_location.as_ref()) == Some(id)
    }
}
