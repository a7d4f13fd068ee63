//! Actions on several workers: the selected ones, or all results of the list.

use std::time::Duration;

use askama::Template;
use http::StatusCode;
use roster_directory::FilterOptions;
use roster_model::{Error, PersonState};
use tokio::time::sleep;

use super::{
    bulk_form::BulkForm,
    filter::{ListQuery, list_url},
    password_link::DAYS,
};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, Origin, PathId, Query, State},
        i18n::{filters, message, text},
        layout::{Layout, Section},
        pages::imports::{BulkRequest, BulkWorkers, spawn_bulk_action},
        response::{PageResult, redirect, render, render_with_status},
    },
};

/// The most workers that are changed within the request. If the action does not fit one of them, it runs
/// in the background, with a report.
const MAX_AT_ONCE: usize = 100;

/// How often, and how many times, the request looks whether a short action has ended.
const POLLS: (Duration, u32) = (Duration::from_millis(100), 30);

/// The inputs that show their own errors.
const FIELDS: &[&str] =
    &["group", "location", "role", "language", "tag", "field", "field_value", "profile", "days"];

#[derive(Template)]
#[template(path = "people/bulk.html")]
struct Page {
    layout: Layout,
    base: String,
    /// The query string of the list.
    back: String,
    values: BulkForm,
    choices: FilterOptions,
    /// The ids of the selected workers; empty for all results, and for those of an import.
    selected: Vec<String>,
    /// The number of the import that created the workers.
    import: Option<i64>,
    /// The workers in words.
    description: String,
    /// The label of the button.
    button: String,
    total: u64,
    errors: FormErrors,
}

/// The workers of an action.
struct Selection {
    /// The selected workers; `None` for all results of the list.
    ids: Option<Vec<String>>,
    /// The number of the import that created the workers, if they are selected by it.
    import: Option<i64>,
    list: ListQuery,
    total: u64,
}

/// `POST /d/{domain}/people/selected`. An action needs a confirmation with the number of its workers,
/// unless it is a simple one on the workers of one page.
pub(crate) async fn bulk_action(
    State(app): State<App>,
    auth: Auth,
    Origin(origin): Origin,
    form: Form,
) -> PageResult {
    app.directory.workers(&auth.actor)?;
    let selection = Selection::read(&app, &auth, &form).await?;
    let values = BulkForm::read(&form);
    if selection.total == 0 {
        let mut errors = FormErrors::default();
        // The filters have no inputs on this page.
        errors.add_to_form(&selection.list.errors);
        if errors.is_empty() {
            errors.add("", message("people-error-select").into());
        }
        let page = build_page(&app, &auth, form.text("back"), values, selection, errors).await?;
        return render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let at_once = match &selection.ids {
        Some(ids) if is_simple(&values.action) && ids.len() <= MAX_AT_ONCE => Some(ids.clone()),
        _ => None,
    };
    let is_confirmed = form.text("sure") == selection.total.to_string();
    if !is_confirmed && (at_once.is_none() || !values.is_complete()) {
        let page =
            build_page(&app, &auth, form.text("back"), values, selection, FormErrors::default())
                .await?;
        return render(&page);
    }
    let result = match at_once {
        Some(ids) => match apply(&app, &auth, &values, &ids).await {
            // The action in the background leaves out the workers that it does not fit.
            Err(Error::Invalid(_)) => run(&app, &auth, &values, &selection, origin).await,
            result => result,
        },
        None => run(&app, &auth, &values, &selection, origin).await,
    };
    match result {
        Ok(Outcome::Done(count)) => {
            let (code, count) = (flash(&values.action), count.to_string());
            let done = [("done", code), ("n", count.as_str())];
            Ok(redirect(&list_url(&auth, form.text("back"), &done)))
        }
        Ok(Outcome::Running(url)) => Ok(redirect(&url)),
        Err(error) => {
            let errors = FormErrors::try_from(error)?;
            let page =
                build_page(&app, &auth, form.text("back"), values, selection, errors).await?;
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /d/{domain}/import/{number}/password-links`: the confirmation of links for the workers that an
/// import created.
pub(crate) async fn link_form(State(app): State<App>, auth: Auth, id: PathId) -> PageResult {
    let selection = Selection::of_import(&app, &auth, id.number()?).await?;
    let values = BulkForm { action: "link".to_owned(), ..BulkForm::default() };
    let page = build_page(&app, &auth, "", values, selection, FormErrors::default()).await?;
    render(&page)
}

impl Selection {
    /// The workers that an import created.
    async fn of_import(app: &App, auth: &Auth, number: i64) -> Result<Self, Error> {
        let ids = app.directory.imports(&auth.actor)?.created_workers(number).await?;
        let list = ListQuery::read(&Query::parse(""), &auth.zone);
        Ok(Self { total: ids.len() as u64, ids: Some(ids), import: Some(number), list })
    }

    async fn read(app: &App, auth: &Auth, form: &Form) -> Result<Self, Error> {
        if let Some(number) = form.non_empty("import") {
            let number = number.parse().map_err(|_| Error::not_found("import"))?;
            return Self::of_import(app, auth, number).await;
        }
        let people_view = app.directory.people_view(&auth.actor)?;
        let list =
            ListQuery::resolve(&Query::parse(form.text("back")), &auth.zone, &people_view).await?;
        if !form.is_checked("found") {
            let mut ids = form.all("person");
            ids.sort_unstable();
            ids.dedup();
            let total = ids.len() as u64;
            return Ok(Self { total, ids: Some(ids), import: None, list });
        }
        let total = match list.filter.state {
            // What an unusable filter would have selected is unknown.
            _ if !list.errors.is_empty() => 0,
            Some(PersonState::Contact) => 0,
            _ => people_view.count_workers(&list.filter).await?,
        };
        Ok(Self { ids: None, import: None, list, total })
    }

    /// The workers in words.
    fn describe(&self) -> String {
        if let Some(number) = self.import {
            return message("people-bulk-imported")
                .arg("count", self.total)
                .arg("number", number.to_string())
                .to_string();
        }
        if self.ids.is_some() {
            return message("people-bulk-selected").arg("count", self.total).to_string();
        }
        let mut parts = vec![text(match self.list.filter.state {
            Some(PersonState::Active) => "people-bulk-filter-active",
            Some(PersonState::Archived) => "people-bulk-filter-deactivated",
            Some(PersonState::Contact) => "people-bulk-filter-contacts",
            None => "people-bulk-filter-all",
        })];
        let found_by =
            |text: &String| message("people-bulk-filter-search").arg("text", text).to_string();
        parts.extend(self.list.filter.search.as_ref().map(found_by));
        let names = [
            ("group", "people-bulk-filter-group"),
            ("location", "people-bulk-filter-location"),
            ("role", "people-bulk-filter-role"),
            ("tag", "people-bulk-filter-tag"),
            ("company", "people-bulk-filter-company"),
            ("list", "people-bulk-filter-list"),
            ("field", "people-bulk-filter-field"),
            ("phone", "people-bulk-filter-phone"),
            ("forms", "people-bulk-filter-forms"),
            ("since", "people-bulk-filter-since"),
        ];
        let params = self.list.params();
        let is_set = |name: &str| params.iter().any(|(param, _)| param == name);
        parts.extend(names.iter().filter(|(name, _)| is_set(name)).map(|(_, label)| text(label)));
        message("people-bulk-found")
            .arg("count", self.total)
            .arg("filters", parts.join(", "))
            .to_string()
    }
}

/// The result of an action.
enum Outcome {
    /// It has changed this number of workers.
    Done(u64),
    /// It runs, or its report is longer than a number: it is on the page with this URL.
    Running(String),
}

fn is_simple(action: &str) -> bool {
    matches!(action, "archive" | "restore" | "join" | "leave")
}

fn flash(action: &str) -> &'static str {
    match action {
        "archive" => "deactivated",
        "restore" => "reactivated",
        "join" => "joined",
        _ => "left",
    }
}

/// Applies a simple action to all workers, or to none.
async fn apply(
    app: &App,
    auth: &Auth,
    values: &BulkForm,
    ids: &[String],
) -> Result<Outcome, Error> {
    let people_view = app.directory.people_view(&auth.actor)?;
    people_view.check_all(ids).await?;
    let workers = app.directory.workers(&auth.actor)?;
    let group = async || {
        let error = |id| Error::invalid_field("group", message(id).into());
        if values.group.is_empty() {
            return Err(error("people-error-choose-group"));
        }
        let found = people_view.resolve_group(&values.group).await?;
        found.ok_or_else(|| error("people-error-unknown-group"))
    };
    let count = match values.action.as_str() {
        "archive" => workers.set_all_active(ids, false).await?,
        "restore" => workers.set_all_active(ids, true).await?,
        "join" => {
            let groups = app.directory.groups(&auth.actor)?;
            groups.add_members(group().await?.as_str(), ids).await?
        }
        _ => {
            let groups = app.directory.groups(&auth.actor)?;
            groups.remove_members(group().await?.as_str(), ids).await?
        }
    };
    Ok(Outcome::Done(count))
}

/// Runs an action in the background, and waits a moment for its end.
async fn run(
    app: &App,
    auth: &Auth,
    values: &BulkForm,
    selection: &Selection,
    origin: String,
) -> Result<Outcome, Error> {
    let people_view = app.directory.people_view(&auth.actor)?;
    let choices = people_view.choices().await?;
    let action = values.to_action(&people_view, &choices.schema).await?;
    let name = values.label(selection.total, &choices);
    // Rejects an unknown record here, not in the background.
    app.directory.bulk_actions(&auth.actor)?.start(&name, action.clone()).await?;
    let workers = match &selection.ids {
        Some(ids) => BulkWorkers::Selected(ids.clone()),
        None => BulkWorkers::Found(selection.list.filter.clone()),
    };
    let request = BulkRequest { action, workers, origin };
    let running = spawn_bulk_action(app, auth, name, request, selection.total)?;
    if is_simple(&values.action) {
        let (wait, times) = POLLS;
        for _ in 0..times {
            if !running.is_running() {
                break;
            }
            sleep(wait).await;
        }
        if let Some(count) = running.finished() {
            return Ok(Outcome::Done(count));
        }
    }
    Ok(Outcome::Running(running.url))
}

async fn build_page(
    app: &App,
    auth: &Auth,
    back: &str,
    values: BulkForm,
    selection: Selection,
    errors: FormErrors,
) -> Result<Page, Error> {
    let choices = app.directory.people_view(&auth.actor)?.choices().await?;
    let button = values.label(selection.total, &choices);
    let title = if selection.total > 0 {
        message("people-bulk-title").arg("action", &button).to_string()
    } else {
        text("people-bulk-nothing")
    };
    Ok(Page {
        layout: auth.layout(&title, Section::People),
        base: auth.base(),
        back: back.to_owned(),
        description: selection.describe(),
        values,
        choices,
        import: selection.import,
        selected: selection.ids.filter(|_| selection.import.is_none()).unwrap_or_default(),
        button,
        total: selection.total,
        errors,
    })
}
