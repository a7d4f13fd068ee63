//! The change log of the domain, newest first.

mod entry;
mod export;
mod put_back;

use askama::Template;
use jiff::{Timestamp, ToSpan as _, civil::Date, tz::TimeZone};
use roster_directory::History;
use roster_model::{Change, ChangeFilter, Channel, Error, Permission};

use self::entry::FieldChange;
pub(crate) use self::{
    entry::{field_changes, field_label},
    export::export,
    put_back::put_back,
};
use crate::{
    App,
    console::{
        components::{DisplayTime, Flash, pager::query_string, start_of_day},
        extract::{Auth, Query, State, path::record_url},
        i18n::{self, filters},
        layout::{Layout, Section},
        pages::people::channel_label,
        response::{PageResult, render},
    },
    error::ApiError,
};

/// Changes per page.
const PAGE_SIZE: u32 = 30;

/// The kinds of records, as in the log, with the messages of their labels.
const RECORD_KINDS: [(&str, &str); 18] = [
    ("person", "history-kind-person"),
    ("group", "history-kind-group"),
    ("location", "history-kind-location"),
    ("location_type", "history-kind-location-type"),
    ("field", "history-kind-field"),
    ("profile", "history-kind-profile"),
    ("role", "history-kind-role"),
    ("web_user", "history-kind-web-user"),
    ("invitation", "history-kind-invitation"),
    ("api_key", "history-kind-api-key"),
    ("app_key", "history-kind-app-key"),
    ("saved_filter", "history-kind-saved-filter"),
    ("tag", "history-kind-tag"),
    ("list", "history-kind-list"),
    ("company", "history-kind-company"),
    ("event", "history-kind-event"),
    ("webhook", "history-kind-webhook"),
    ("domain", "history-kind-domain"),
];

/// The channels of changes, as in the log.
const CHANNELS: [&str; Channel::NAMES.len()] = Channel::NAMES;

#[derive(Template)]
#[template(path = "history.html")]
struct Page {
    layout: Layout,
    base: String,
    input: Input,
    /// Why the input is wrong: a message.
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
        layout: auth
            .layout(&i18n::text("history-title"), Section::History)
            .with_flash(Flash::from_query(query)),
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
    fn label(channel: &str) -> String {
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

    /// The filter, or the message that says what is wrong with the input.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    async fn filter(
        &self,
        app: &App,
        auth: &Auth,
    ) -> Result<Result<ChangeFilter, &'static str>, Error> {
        let given = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let day = |text, later| day(text, later, &auth.zone);
        let (Ok(from), Ok(until)) = (day(&self.from, 0), day(&self.to, 1)) else {
            return Ok(Err("history-date-invalid"));
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

/// The start of a day in the zone, `later` days after it; `None` for an empty text.
fn day(text: &str, later: i32, zone: &TimeZone) -> Result<Option<Timestamp>, jiff::Error> {
    if text.is_empty() {
        return Ok(None);
    }
    let day = text.parse::<Date>()?.saturating_add(later.days());
    Ok(Some(start_of_day(day, zone)))
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
            "company" => Some(("labels/companies", Section::Labels)),
            "tag" => Some(("labels/tags", Section::Labels)),
            "list" => Some(("labels/lists", Section::Labels)),
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
            at: auth.time(&change.at),
            action: action(kind, verb),
            name,
            url: page.map(|(kind, _)| record_url(&auth.base(), kind, &change.id)),
            fields: field_changes(change, &found.names),
            actor: change.actor.clone(),
            channel: channel_label(&change.via),
            can_put_back: can_edit
                && change.kind == "person.updated"
                && has_values
                && found.people.contains(&change.id),
        }
    }
}

/// The kind of record and the verb, such as `group created`.
fn action(kind: &str, verb: &str) -> String {
    let record = i18n::message("history-action-record")
        .arg("kind", i18n::Selector(kind))
        .arg("name", kind.replace('_', " "));
    let verb = i18n::message("history-action-verb").arg("verb", i18n::Selector(verb));
    i18n::message("history-action")
        .arg("record", record.to_string())
        .arg("verb", verb.to_string())
        .to_string()
}
