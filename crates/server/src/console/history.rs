//! What happened in the domain: its change log, the last change first.

use askama::Template;
use axum::extract::State;
use roster_directory::History;
use roster_model::{Change, ChangeFilter};

use super::{
    asked::RequestContext,
    frame::{Frame, Section},
    member::Member,
    moment::Moment,
    page::{Shown, page},
    pager::query,
    people::{name, way},
};
use crate::App;

/// How many changes a page shows.
const SIZE: u32 = 50;

/// The sorts of things that change, as the log has them and as people do.
const THINGS: [(&str, &str); 13] = [
    ("person", "People"),
    ("group", "Groups"),
    ("location", "Locations"),
    ("location_type", "Levels"),
    ("field", "Custom fields"),
    ("profile", "Profiles"),
    ("role", "Roles"),
    ("web_user", "Web users"),
    ("tag", "Tags"),
    ("list", "Lists"),
    ("company", "Companies"),
    ("event", "Events"),
    ("domain", "The domain"),
];

/// The ways that changes come.
const WAYS: [&str; 5] = ["commcare", "usercom", "console", "import", "cli"];

#[derive(Template)]
#[template(path = "history.html")]
struct Page {
    frame: Frame,
    base: String,
    filter: ChangeFilter,
    rows: Vec<Row>,
    /// The address of the page with earlier changes, and of that with the last ones.
    earlier: Option<String>,
    latest: Option<String>,
}

/// A change, as the list has it.
struct Row {
    seq: i64,
    at: Moment,
    /// What happened to what sort of thing.
    what: String,
    /// What the thing is called, and where its page is.
    name: String,
    address: Option<String>,
    fields: String,
    actor: String,
    way: String,
}

/// `GET /d/{domain}/history`.
pub(super) async fn list(State(app): State<App>, member: Member, asked: RequestContext) -> Shown {
    let filter = ChangeFilter {
        thing: asked.given("thing"),
        kind: None,
        actor: asked.given("actor"),
        via: asked.given("via"),
        id: asked.given("id"),
    };
    let before = asked.number("before").and_then(|seq| i64::try_from(seq).ok());
    let found = app.directory.changes(&member.actor)?.latest(&filter, before, SIZE).await?;
    let last = found.changes.last().map(|change| change.seq.to_string());
    page(&Page {
        frame: member.frame("History", Section::History),
        base: member.base(),
        rows: found.changes.iter().map(|change| row(&member.base(), &found, change)).collect(),
        earlier: last.filter(|_| found.more).map(|last| address(&filter, Some(&last))),
        latest: before.map(|_| address(&filter, None)),
        filter,
    })
}

impl Page {
    /// Whether a choice is the one asked for.
    fn is(asked: Option<&str>, choice: &str) -> bool {
        asked == Some(choice)
    }

    /// What people call a way.
    fn told(way_of_log: &str) -> &str {
        way(way_of_log)
    }

    /// Whether only some changes were asked for.
    fn narrows(&self) -> bool {
        self.filter != ChangeFilter::default()
    }
}

fn address(filter: &ChangeFilter, before: Option<&str>) -> String {
    let named = [
        ("thing", filter.thing.as_deref()),
        ("actor", filter.actor.as_deref()),
        ("via", filter.via.as_deref()),
        ("id", filter.id.as_deref()),
        ("before", before),
    ];
    let pairs: Vec<(&str, &str)> =
        named.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    query(&pairs)
}

fn row(base: &str, found: &History, change: &Change) -> Row {
    let (thing, verb) = change.kind.split_once('.').unwrap_or((change.kind.as_str(), ""));
    let person = found.people.get(&change.id);
    let name = match person {
        Some(person) => name(person),
        None => found.names.get(&change.id).unwrap_or(&change.id).clone(),
    };
    let sort = match thing {
        "person" => person.map(|_| "person"),
        _ if verb == "deleted" => None,
        "group" => Some("group"),
        "location" => Some("location"),
        "location_type" => Some("location-type"),
        "role" => Some("role"),
        "web_user" => Some("web-user"),
        _ => None,
    };
    let fields: Vec<String> = change.fields.iter().map(|field| field.replace('_', " ")).collect();
    Row {
        seq: change.seq,
        at: Moment::of(&change.at),
        what: format!("{} {}", thing.replace('_', " "), told(verb)),
        name,
        address: sort.map(|sort| super::thing::address(base, sort, &change.id)),
        fields: fields.join(", "),
        actor: change.actor.clone(),
        way: way(&change.via).to_owned(),
    }
}

fn told(verb: &str) -> &str {
    match verb {
        "updated" => "changed",
        other => other,
    }
}
