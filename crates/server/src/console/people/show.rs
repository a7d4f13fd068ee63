//! The page of a person.

use askama::Template;
use axum::extract::State;
use roster_directory::PersonDetails;
use roster_model::{Gender, Permission, UsercomFields};

use super::{
    custom::{self, Entry},
    history::Told,
    standing::{Standing, name},
    whom::{self, Whom},
};
use crate::{
    App,
    console::{
        asked::RequestContext,
        cases,
        frame::{Frame, Section},
        member::Member,
        moment::Moment,
        notice::Notice,
        page::{Shown, page},
    },
};

#[derive(Template)]
#[template(path = "people/show.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    standing: Standing,
    sheet: PersonDetails,
    facts: Vec<(&'static str, String)>,
    entries: Vec<Entry>,
    profile: Option<String>,
    history: Vec<Told>,
    cases: Option<String>,
    may_edit: bool,
    may_tag: bool,
}

/// `GET /d/{domain}/person/{id}`.
pub(in crate::console) async fn show(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
    asked: RequestContext,
) -> Shown {
    let sheet = app.directory.people_view(&member.actor)?.find(&id).await?;
    let person = &sheet.person;
    let may_edit = member.may(Permission::EDIT_COMMCARE_USERS);
    let is_worker = person.worker.is_some();
    page(&Page {
        frame: member.frame(&name(person), Section::People).telling(Notice::of(&asked)),
        here: whom::address(&member.base(), &person.id),
        base: member.base(),
        standing: Standing::of(person),
        facts: facts(&sheet),
        entries: custom::entries(person, &sheet.schema, is_worker),
        profile: custom::profile_of(person, &sheet.schema).map(|profile| profile.name.clone()),
        history: sheet.history.iter().map(Told::of).collect(),
        cases: cases::address(&member.actor.domain, person),
        may_tag: may_edit && member.may(Permission::ACCESS_ALL_LOCATIONS),
        may_edit,
        sheet,
    })
}

/// What is known of the person beside what has a place of its own on the page; unknown things are
/// left out.
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
        ("Phones", Some(phones.join(", ")).filter(|text| !text.is_empty())),
        ("Language", worker.and_then(|it| it.language.clone())),
        ("Role", worker.and_then(|it| it.role.clone())),
        ("ConnectID", worker.and_then(|it| it.connect_username.clone())),
        ("Gender", gender),
        ("Score", score.map(|score| score.to_string())),
        ("Mails", person.usercom.unsubscribed.then(|| "Unsubscribed".to_owned())),
        ("Own id", person.custom_id.clone()),
    ];
    let mut facts: Vec<(&str, String)> =
        named.into_iter().filter_map(|(label, text)| Some((label, text?))).collect();
    let texts = UsercomFields::TEXTS
        .iter()
        .filter_map(|(key, _)| Some((label(key), person.usercom.texts.get(*key)?.clone())));
    facts.extend(texts);
    let instants = UsercomFields::INSTANTS.iter().filter_map(|key| {
        Some((label(key), Moment::of(person.usercom.instants.get(*key)?).told()))
    });
    facts.extend(instants);
    facts.extend([
        ("Id", person.id.to_string()),
        ("Number", person.number.to_string()),
        ("Created", Moment::of(&person.created_at).told()),
        ("Last changed", Moment::of(&person.updated_at).told()),
    ]);
    facts
}

/// What people call a text or an instant that User.com knows.
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
        "last_ip" => "Last address",
        "browser" => "Browser",
        "browser_language" => "Browser's language",
        "os_type" => "System",
        "resolution" => "Screen",
        "first_seen" => "First seen",
        "last_seen" => "Last seen",
        "last_contacted" => "Last contacted",
        _ => "Other",
    }
}

impl Page {
    /// Whether a place is the person's primary one.
    fn is_primary(&self, id: &roster_model::Id) -> bool {
        let worker = self.sheet.person.worker.as_ref();
        worker.and_then(|worker| worker.primary_location.as_ref()) == Some(id)
    }
}
