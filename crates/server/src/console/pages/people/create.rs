//! Adding a worker.

use askama::Template;
use http::StatusCode;
use roster_directory::FilterOptions;
use roster_model::{ExposeSecret as _, NewWorker, SecretString};

use super::worker_form::{self, WorkerForm};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, State, path},
        i18n::{filters, text},
        layout::{Layout, Section},
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "people/new.html")]
struct Page {
    layout: Layout,
    base: String,
    /// A username with the host part of the domain.
    example: String,
    values: WorkerForm,
    choices: FilterOptions,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "people/password_shown.html")]
pub(super) struct PasswordPage {
    pub(super) layout: Layout,
    pub(super) here: String,
    pub(super) username: String,
    pub(super) password: String,
}

/// `GET /d/{domain}/people/new`.
pub(crate) async fn new_form(State(app): State<App>, auth: Auth) -> PageResult {
    app.directory.workers(&auth.actor)?;
    let choices = app.directory.people_view(&auth.actor)?.choices().await?;
    let values = WorkerForm::blank(&choices);
    render(&build_page(&auth, values, choices, FormErrors::default()))
}

/// `POST /d/{domain}/people/new`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let workers = app.directory.workers(&auth.actor)?;
    let people_view = app.directory.people_view(&auth.actor)?;
    let choices = people_view.choices().await?;
    let values = WorkerForm::blank(&choices).with_input(&form).resolve_names(&people_view).await?;
    let is_chosen = form.non_empty("password").is_some();
    let password: SecretString =
        if is_chosen { form.secret("password") } else { app.directory.new_worker_password() };
    let new = NewWorker {
        username: form.non_empty("username").map(str::to_owned),
        password: Some(password.clone()),
        edit: values.to_edit(None, &choices.schema),
        ..NewWorker::default()
    };
    let created = match workers.create(new).await {
        Ok(created) => created,
        Err(error) => {
            let errors = worker_form::form_errors(error)?;
            let choices =
                people_view.filter_options_with(&values.groups, &values.locations).await?;
            let page = build_page(&auth, values, choices, errors);
            return render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
        }
    };
    let here = path::person_url(&auth.base(), &created.person.id);
    if is_chosen {
        return Ok(redirect(&format!("{here}?done=created")));
    }
    let worker = created.person.worker.as_ref();
    render(&PasswordPage {
        layout: auth.layout(&text("people-worker-added"), Section::People),
        here,
        username: worker.map(|it| it.username.to_string()).unwrap_or_default(),
        password: password.expose_secret().to_owned(),
    })
}

fn build_page(auth: &Auth, values: WorkerForm, choices: FilterOptions, errors: FormErrors) -> Page {
    Page {
        layout: auth.layout(&text("people-add-worker"), Section::People),
        base: auth.base(),
        example: format!(
            "{}@{}",
            text("people-username-example"),
            auth.actor.domain.username_host()
        ),
        values,
        choices,
        errors,
    }
}
