//! Editing a worker.

use askama::Template;
use http::StatusCode;
use roster_directory::{FilterOptions, WorkerView};
use roster_model::Error;

use super::{
    status_badge::display_name,
    worker_form::{self, WorkerForm},
};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, State, path},
        i18n::{filters, message},
        layout::{Layout, Section},
        optimistic_lock::{self, Merge},
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "people/edit.html")]
struct Page {
    layout: Layout,
    base: String,
    /// The URL of the person.
    back: String,
    values: WorkerForm,
    choices: FilterOptions,
    version: String,
    errors: FormErrors,
    /// Whether another user changed the worker since the form was opened.
    has_conflict: bool,
}

/// `GET /d/{domain}/person/{id}/edit`.
pub(crate) async fn edit_form(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    let view = load_worker(&app, &auth, &id).await?;
    let values = WorkerForm::from_view(&view);
    render(&build_page(&app, &auth, &view, values, FormErrors::default(), false).await?)
}

/// `POST /d/{domain}/person/{id}/edit`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let view = load_worker(&app, &auth, &id).await?;
    let people_view = app.directory.people_view(&auth.actor)?;
    let current = WorkerForm::from_view(&view);
    let choices = people_view.filter_options_with(&[], &current.locations).await?;
    let label = |input: &str, value: &str| worker_form::label(&choices, input, value);
    let merge = Merge::new(form, &current.inputs(), &["groups", "locations"], label);
    let values = current.with_input(&merge.form).resolve_names(&people_view).await?;
    let edit = values.to_edit(Some(&view.person), &view.schema);
    let saved = merge
        .save(&app, &auth, &view, async |directory| {
            directory.workers(&auth.actor)?.edit(&id, edit).await
        })
        .await;
    let (errors, has_conflict) = match saved {
        Ok(_) => {
            let url = path::person_url(&auth.base(), &view.person.id);
            return Ok(redirect(&format!("{url}?done={}", merge.done())));
        }
        Err(Error::PreconditionFailed) => (FormErrors::default(), true),
        Err(error) => (worker_form::form_errors(error)?, merge.has_collisions()),
    };
    let page = build_page(&app, &auth, &view, values, errors, has_conflict).await?;
    render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
}

/// Loads the worker, if the web user may see the worker.
async fn load_worker(app: &App, auth: &Auth, id: &str) -> Result<WorkerView, Error> {
    let ids = [id.to_owned()];
    app.directory.people_view(&auth.actor)?.check_all(&ids).await?;
    app.directory.workers(&auth.actor)?.find(id, false).await
}

async fn build_page(
    app: &App,
    auth: &Auth,
    view: &WorkerView,
    values: WorkerForm,
    errors: FormErrors,
    has_conflict: bool,
) -> Result<Page, Error> {
    let people_view = app.directory.people_view(&auth.actor)?;
    let choices = people_view.filter_options_with(&values.groups, &values.locations).await?;
    let title = message("people-edit").arg("name", display_name(&view.person)).to_string();
    Ok(Page {
        layout: auth.layout(&title, Section::People),
        base: auth.base(),
        back: path::person_url(&auth.base(), &view.person.id),
        values,
        choices,
        version: optimistic_lock::version_with(auth, view, &WorkerForm::from_view(view).inputs()),
        errors,
        has_conflict,
    })
}
