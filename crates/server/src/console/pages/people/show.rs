//! The page of a person.

use askama::Template;
use percent_encoding::{AsciiSet, CONTROLS, utf8_percent_encode};
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
        extract::{Auth, PathId, Query, State, path},
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

/// A label with its values.
struct Fact {
    label: &'static str,
    values: Vec<FactValue>,
}

/// A value, with the URL that calls or writes to it.
struct FactValue {
    text: String,
    url: Option<String>,
}

impl Fact {
    fn new(label: &'static str, text: String) -> Self {
        Self { label, values: vec![FactValue { text, url: None }] }
    }
}

/// The characters of an e-mail address that have a meaning in a URL.
const IN_MAILTO: &AsciiSet = &CONTROLS.add(b' ').add(b'%').add(b'?').add(b'&').add(b'#').add(b'"');

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
fn facts(sheet: &PersonDetails) -> Vec<Fact> {
    let person = &sheet.person;
    let worker = person.worker.as_ref();
    let phones = person.phones.iter().map(roster_model::Phone::international);
    let phones = phones.map(|text| FactValue { url: Some(format!("tel:{text}")), text });
    let emails = person.email.iter().map(|email| FactValue {
        text: email.as_str().to_owned(),
        url: Some(format!("mailto:{}", utf8_percent_encode(email.as_str(), IN_MAILTO))),
    });
    let reachable = [
        Fact { label: "E-mail", values: emails.collect() },
        Fact { label: "Phone numbers", values: phones.collect() },
    ];
    let gender = match person.usercom.gender {
        Gender::Unknown => None,
        Gender::Male => Some("Male".to_owned()),
        Gender::Female => Some("Female".to_owned()),
    };
    let score = Some(person.usercom.score).filter(|score| *score != 0);
    let named = [
        ("Username", worker.map(|it| it.username.to_string())),
        ("Language", worker.and_then(|it| it.language.clone())),
        ("Role", worker.and_then(|it| it.role.clone())),
        ("ConnectID", worker.and_then(|it| it.connect_username.clone())),
        ("Gender", gender),
        ("Score", score.map(|score| score.to_string())),
        ("Mailings", person.usercom.unsubscribed.then(|| "Unsubscribed".to_owned())),
        ("External ID", person.custom_id.clone()),
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
        let at = DisplayTime::new(person.usercom.instants.get(*key)?);
        Some(Fact::new(label(key), at.date_time()))
    });
    facts.extend(instants);
    facts.extend([
        Fact::new("ID", person.id.to_string()),
        Fact::new("User.com ID", person.number.to_string()),
        Fact::new("Created", DisplayTime::new(&person.created_at).date_time()),
        Fact::new("Last updated", DisplayTime::new(&person.updated_at).date_time()),
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
