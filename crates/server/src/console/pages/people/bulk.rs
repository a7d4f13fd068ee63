//! Actions on several workers: the selected ones, or all results of the list.

use askama::Template;
use http::StatusCode;
use roster_model::{Error, PersonState, Problem};

use super::filter::ListQuery;
use crate::{
    App,
    console::{
        components::{FormErrors, counted, pager::query_string},
        extract::{Auth, Form, Query, State},
        layout::{Layout, Section},
        response::{PageResult, redirect, render, render_with_status},
    },
};

/// The most workers of one action.
const MAX_WORKERS: u64 = 10_000;

/// The people that are read at a time.
const BATCH_SIZE: u32 = 1_000;

#[derive(Template)]
#[template(path = "people/bulk.html")]
struct Page {
    layout: Layout,
    base: String,
    /// The query string of the list.
    back: String,
    action: String,
    group: String,
    /// The label of the button.
    button: String,
    total: u64,
    errors: FormErrors,
}

/// `POST /d/{domain}/people/selected`. An action on all results needs a confirmation with their number.
pub(crate) async fn bulk_action(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    app.directory.workers(&auth.actor)?;
    let back = form.text("back");
    let all_results = form.is_checked("found");
    let ids =
        if all_results { matching_workers(&app, &auth, back).await? } else { form.all("person") };
    let total = ids.len() as u64;
    if total == 0 {
        let mut errors = FormErrors::default();
        errors.add("", Problem::Other("select at least one worker first".to_owned()));
        let page = build_page(&auth, &form, total, errors);
        return render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    if all_results && form.text("sure") != total.to_string() {
        return render(&build_page(&auth, &form, total, FormErrors::default()));
    }
    match apply(&app, &auth, &form, &ids).await {
        Ok((code, count)) => {
            let params = list_params(back);
            Ok(redirect(&format!("{}/people?{params}done={code}&n={count}", auth.base())))
        }
        Err(error) => {
            let page = build_page(&auth, &form, total, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// Applies the action. Returns the code of the flash message and the number of changed workers.
async fn apply(
    app: &App,
    auth: &Auth,
    form: &Form,
    ids: &[String],
) -> Result<(&'static str, u64), Error> {
    let people_view = app.directory.people_view(&auth.actor)?;
    people_view.check_all(ids).await?;
    let workers = app.directory.workers(&auth.actor)?;
    let group = async || {
        let text = form.non_empty("group").ok_or_else(|| form_error("choose a group"))?;
        people_view
            .resolve_group(text)
            .await?
            .ok_or_else(|| form_error("this group does not exist"))
    };
    match form.text("action") {
        "archive" => Ok(("deactivated", workers.set_all_active(ids, false).await?)),
        "restore" => Ok(("reactivated", workers.set_all_active(ids, true).await?)),
        "join" => {
            let groups = app.directory.groups(&auth.actor)?;
            Ok(("joined", groups.add_members(group().await?.as_str(), ids).await?))
        }
        "leave" => {
            let groups = app.directory.groups(&auth.actor)?;
            Ok(("left", groups.remove_members(group().await?.as_str(), ids).await?))
        }
        _ => Err(form_error("choose an action")),
    }
}

fn form_error(text: &str) -> Error {
    Error::invalid_field("", Problem::Other(text.to_owned()))
}

/// The ids of all workers that match the query string of the list.
async fn matching_workers(app: &App, auth: &Auth, back: &str) -> Result<Vec<String>, Error> {
    let people_view = app.directory.people_view(&auth.actor)?;
    let list = ListQuery::resolve(&Query::parse(back), &people_view).await?;
    if list.filter.state == Some(PersonState::Contact) {
        return Ok(Vec::new());
    }
    let mut ids = Vec::new();
    let mut offset = 0;
    loop {
        let page = people_view.list(&list.filter, list.order, offset, BATCH_SIZE).await?.page;
        if page.total > MAX_WORKERS {
            let text = format!("select at most {MAX_WORKERS} workers at a time");
            return Err(form_error(&text));
        }
        let read = page.items.len() as u64;
        let workers = page.items.into_iter().filter(|person| person.worker.is_some());
        ids.extend(workers.map(|person| person.id.into_string()));
        offset += read;
        if read == 0 || offset >= page.total {
            return Ok(ids);
        }
    }
}

/// The parameters of the list without an earlier flash message, ready for more parameters.
fn list_params(back: &str) -> String {
    let params = ListQuery::read(&Query::parse(back)).params();
    let pairs: Vec<(&str, &str)> =
        params.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect();
    let query = query_string(&pairs);
    let query = query.trim_start_matches('?');
    if query.is_empty() { String::new() } else { format!("{query}&") }
}

fn build_page(auth: &Auth, form: &Form, total: u64, errors: FormErrors) -> Page {
    let workers = counted(total, "worker");
    let button = match form.text("action") {
        "archive" => format!("Deactivate {workers}"),
        "restore" => format!("Reactivate {workers}"),
        "join" => format!("Add {workers} to the group"),
        "leave" => format!("Remove {workers} from the group"),
        _ => format!("Change {workers}"),
    };
    let title = if errors.is_empty() { format!("{button}?") } else { "Nothing changed".to_owned() };
    Page {
        layout: auth.layout(&title, Section::People),
        base: auth.base(),
        back: form.text("back").to_owned(),
        action: form.text("action").to_owned(),
        group: form.text("group").to_owned(),
        button,
        total,
        errors,
    }
}
