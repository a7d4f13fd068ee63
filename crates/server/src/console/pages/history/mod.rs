//! The change log of the domain, newest first.

mod entry;
mod export;
mod put_back;

use askama::Template;
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use roster_directory::History;
use roster_model::{Change, ChangeFilter, Channel, Error, Permission};

use self::entry::FieldChange;
pub(crate) use self::{entry::field_changes, export::export, put_back::put_back};
use crate::{
    App,
    console::{
        components::{DisplayTime, Flash, pager::query_string},
        extract::{Auth, Query, State, path::record_url},
        layout::{Layout, Section},
        pages::people::channel_label,
        response::{PageResult, render},
    },
    error::ApiError,
};

/// Changes per page.
const PAGE_SIZE: u32 = 30;

/// The kinds of records, as in the log, with their labels.
const RECORD_KINDS: [(&str, &str); 18] = [
    ("person", "People"),
    ("group", "Groups"),
    ("location", "Locations"),
    ("location_type", "Organization levels"),
    ("field", "Custom fields"),
    ("profile", "Profiles"),
    ("role", "Roles"),
    ("web_user", "Web users"),
    ("invitation", "Invitations"),
    ("api_key", "API keys"),
    ("app_key", "User.com keys"),
    ("saved_filter", "Saved filters"),
    ("tag", "Tags"),
    ("list", "Lists"),
    ("company", "Companies"),
    ("event", "Events"),
    ("webhook", "Webhooks"),
    ("domain", "Domain"),
];

/// The channels of changes, as in the log.
const CHANNELS: [&str; Channel::NAMES.len()] = Channel::NAMES;

#[derive(Template)]
#[template(path = "history.html")]
struct Page {
    layout: Layout,
    base: String,
    input: Input,
    /// Why the input is wrong.
    problem: Option<&'static str>,
    /// Why a change was not put back.
    not_put_back: Vec<String>,
    rows: Vec<Row>,
    /// The query string of the page with older changes.
    older: Option<String>,
    /// The query string of the first page.
    newest: Option<String>,
    /// The query string of the download.
    download: String,
}

/// The input of the filters.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
struct Input {
    record: String,
    via: String,
    actor: String,
    name: String,
    from: String,
    to: String,
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
    fields: Vec<FieldChange>,
    actor: String,
    channel: String,
    /// Whether the change can be put back.
    can_put_back: bool,
}

/// `GET /d/{domain}/history`.
pub(crate) async fn list(State(app): State<App>, auth: Auth, query: Query) -> PageResult {
    render(&build_page(&app, &auth, &query, Vec::new()).await?)
}

async fn build_page(
    app: &App,
    auth: &Auth,
    query: &Query,
    not_put_back: Vec<String>,
) -> Result<Page, ApiError> {
    let input = Input::read(query);
    let (filter, problem) = match input.filter(app, auth).await? {
        Ok(filter) => (filter, None),
        Err(problem) => (ChangeFilter::default(), Some(problem)),
    };
    let before = query.number("before").and_then(|seq| i64::try_from(seq).ok());
    let log = app.directory.changes(&auth.actor)?;
    let found = match problem {
        None => log.latest(&filter, before, PAGE_SIZE).await?,
        Some(_) => History::default(),
    };
    let last = found.changes.last().map(|change| change.seq.to_string());
    let can_edit = auth.actor.rights.has(Permission::EDIT_COMMCARE_USERS);
    Ok(Page {
        layout: auth.layout("History", Section::History).with_flash(Flash::from_query(query)),
        base: auth.base(),
        rows: found.changes.iter().map(|change| Row::new(auth, &found, change, can_edit)).collect(),
        older: last.filter(|_| found.more).map(|last| input.query_string(Some(&last))),
        newest: before.map(|_| input.query_string(None)),
        download: input.query_string(None),
        input,
        problem,
        not_put_back,
    })
}

impl Page {
    /// The label of a channel.
    fn label(channel: &str) -> &str {
        channel_label(channel)
    }

    /// Whether a filter is set.
    fn is_filtered(&self) -> bool {
        self.input != Input::default()
    }
}

impl Input {
    fn read(query: &Query) -> Self {
        let text = |name: &str| query.text(name).to_owned();
        // Links to the history of one record have its id.
        let name = query.non_empty("id").unwrap_or_else(|| text("name"));
        Self {
            record: text("record"),
            via: text("via"),
            actor: text("actor"),
            name,
            from: text("from"),
            to: text("to"),
        }
    }

    /// The filter, or what is wrong with the input.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    async fn filter(
        &self,
        app: &App,
        auth: &Auth,
    ) -> Result<Result<ChangeFilter, &'static str>, Error> {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let (Ok(from), Ok(until)) = (day(&self.from, 0), day(&self.to, 1)) else {
            return Ok(Err("Enter dates as year-month-day, such as 2026-11-21."));
        };
        let id = match given(&self.name) {
            Some(name) => app.directory.changes(&auth.actor)?.resolve_record(&name).await?,
            None => None,
        };
        Ok(Ok(ChangeFilter {
            record: given(&self.record),
            kind: None,
            actor: given(&self.actor),
            via: given(&self.via),
            id,
            from,
            until,
        }))
    }

    fn query_string(&self, before: Option<&str>) -> String {
        let named = [
            ("record", self.record.as_str()),
            ("via", &self.via),
            ("actor", &self.actor),
            ("name", &self.name),
            ("from", &self.from),
            ("to", &self.to),
            ("before", before.unwrap_or_default()),
        ];
        let pairs: Vec<(&str, &str)> =
            named.into_iter().filter(|(_, value)| !value.is_empty()).collect();
        query_string(&pairs)
    }
}

/// The start of a day in UTC, `later` days after it; `None` for an empty text.
fn day(text: &str, later: i32) -> Result<Option<Timestamp>, jiff::Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = text.parse::<Date>()?.saturating_add(later.days());
    // No time is later than the last that can be stored.
    Ok(Some(day.to_zoned(TimeZone::UTC).map_or(Timestamp::MAX, |start| start.timestamp())))
}

impl Row {
    fn new(auth: &Auth, found: &History, change: &Change, can_edit: bool) -> Self {
        let (kind, verb) = change.kind.split_once('.').unwrap_or((change.kind.as_str(), ""));
        let is_restored = verb == "created" && change.fields == ["restored"];
        let verb = if is_restored { "restored" } else { verb };
        let known = found.names.get(kind, &change.id).map(str::to_owned);
        let name = known.or_else(|| change.username.clone()).unwrap_or_else(|| change.id.clone());
        let page = match kind {
            "person" if found.people.contains(&change.id) => Some(("person", Section::People)),
            _ if verb == "deleted" || kind == "person" => None,
            "group" => Some(("group", Section::Groups)),
            "location" => Some(("location", Section::Locations)),
            "location_type" => Some(("location-type", Section::Locations)),
            "role" => Some(("role", Section::Roles)),
            "web_user" => Some(("web-user", Section::WebUsers)),
            "webhook" => Some(("webhook", Section::Webhooks)),
            _ => None,
        };
        let page = page.filter(|(_, section)| section.is_allowed(&auth.actor.rights));
        let has_values = !change.before.is_empty() || !change.after.is_empty();
        Self {
            seq: change.seq,
            at: DisplayTime::new(&change.at),
            action: format!("{} {verb}", kind_label(kind)),
            name,
            url: page.map(|(kind, _)| record_url(&auth.base(), kind, &change.id)),
            fields: field_changes(change, &found.names),
            actor: change.actor.clone(),
            channel: channel_label(&change.via).to_owned(),
            can_put_back: can_edit
                && change.kind == "person.updated"
                && has_values
                && found.people.contains(&change.id),
        }
    }
}

/// The label of a kind of record: levels are called as in the navigation.
fn kind_label(kind: &str) -> String {
    match kind {
        "location_type" => "organization level".to_owned(),
        "api_key" => "API key".to_owned(),
        "app_key" => "User.com key".to_owned(),
        other => other.replace('_', " "),
    }
}
