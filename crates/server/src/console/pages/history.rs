//! The change log of the domain, newest first.

use askama::Template;
use axum::extract::State;
use roster_directory::History;
use roster_model::{Change, ChangeFilter};

use crate::{
    App,
    console::{
        components::{DisplayTime, pager::query_string},
        extract::{Auth, Query, path::record_url},
        layout::{Layout, Section},
        pages::people::{channel_label, display_name},
        response::{PageResult, render},
    },
};

/// Changes per page.
const PAGE_SIZE: u32 = 50;

/// The kinds of records, as in the log, with their labels.
const RECORD_KINDS: [(&str, &str); 14] = [
    ("person", "People"),
    ("group", "Groups"),
    ("location", "Locations"),
    ("location_type", "Organization levels"),
    ("field", "Custom fields"),
    ("profile", "Profiles"),
    ("role", "Roles"),
    ("web_user", "Web users"),
    ("tag", "Tags"),
    ("list", "Lists"),
    ("company", "Companies"),
    ("event", "Events"),
    ("webhook", "Webhooks"),
    ("domain", "Domain"),
];

/// The channels of changes, as in the log.
const CHANNELS: [&str; 7] = ["commcare", "usercom", "scim", "console", "import", "cli", "server"];

#[derive(Template)]
#[template(path = "history.html")]
struct Page {
    layout: Layout,
    base: String,
    filter: ChangeFilter,
    rows: Vec<Row>,
    /// The query string of the page with older changes.
    older: Option<String>,
    /// The query string of the first page.
    newest: Option<String>,
}

/// A change in the list.
struct Row {
    seq: i64,
    at: DisplayTime,
    /// The kind of record and the verb, such as `group created`.
    action: String,
    /// The name of the record.
    name: String,
    /// The URL of the record's page.
    url: Option<String>,
    fields: String,
    actor: String,
    channel: String,
}

/// `GET /d/{domain}/history`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    let filter = ChangeFilter {
        record: query.non_empty("record"),
        kind: None,
        actor: query.non_empty("actor"),
        via: query.non_empty("via"),
        id: query.non_empty("id"),
    };
    let before = query.number("before").and_then(|seq| i64::try_from(seq).ok());
    let found = app.directory.changes(&auth.actor)?.latest(&filter, before, PAGE_SIZE).await?;
    let last = found.changes.last().map(|change| change.seq.to_string());
    render(&Page {
        layout: auth.layout("History", Section::History),
        base: auth.base(),
        rows: found.changes.iter().map(|change| row(&auth.base(), &found, change)).collect(),
        older: last.filter(|_| found.more).map(|last| filter_query(&filter, Some(&last))),
        newest: before.map(|_| filter_query(&filter, None)),
        filter,
    })
}

impl Page {
    /// Whether an option is selected.
    fn is_selected(selected: Option<&str>, option: &str) -> bool {
        selected == Some(option)
    }

    /// The label of a channel.
    fn label(channel: &str) -> &str {
        channel_label(channel)
    }

    /// Whether a filter is set.
    fn is_filtered(&self) -> bool {
        self.filter != ChangeFilter::default()
    }
}

fn filter_query(filter: &ChangeFilter, before: Option<&str>) -> String {
    let named = [
        ("record", filter.record.as_deref()),
        ("actor", filter.actor.as_deref()),
        ("via", filter.via.as_deref()),
        ("id", filter.id.as_deref()),
        ("before", before),
    ];
    let pairs: Vec<(&str, &str)> =
        named.into_iter().filter_map(|(name, value)| Some((name, value?))).collect();
    query_string(&pairs)
}

fn row(base: &str, found: &History, change: &Change) -> Row {
    let (kind, verb) = change.kind.split_once('.').unwrap_or((change.kind.as_str(), ""));
    let person = found.people.get(&change.id);
    let name = match person {
        Some(person) => display_name(person),
        None => found.names.get(&change.id).unwrap_or(&change.id).clone(),
    };
    let page_kind = match kind {
        "person" => person.map(|_| "person"),
        _ if verb == "deleted" => None,
        "group" => Some("group"),
        "location" => Some("location"),
        "location_type" => Some("location-type"),
        "role" => Some("role"),
        "web_user" => Some("web-user"),
        "webhook" => Some("webhook"),
        _ => None,
    };
    let fields: Vec<String> = change.fields.iter().map(|field| field.replace('_', " ")).collect();
    Row {
        seq: change.seq,
        at: DisplayTime::new(&change.at),
        action: format!("{} {}", kind_label(kind), verb),
        name,
        url: page_kind.map(|kind| record_url(base, kind, &change.id)),
        fields: fields.join(", "),
        actor: change.actor.clone(),
        channel: channel_label(&change.via).to_owned(),
    }
}

/// The label of a kind of record: levels are called as in the navigation.
fn kind_label(kind: &str) -> String {
    match kind {
        "location_type" => "organization level".to_owned(),
        other => other.replace('_', " "),
    }
}
