//! Making a worker.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_directory::FilterOptions;
use roster_model::{ExposeSecret as _, NewWorker, SecretString};

use super::{
    draft::{Draft, FIELDS},
    whom,
};
use crate::{
    App,
    console::{
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, go_to, page, page_with},
    },
};

#[derive(Template)]
#[template(path = "people/new.html")]
struct Page {
    frame: Frame,
    base: String,
    host: String,
    draft: Draft,
    choices: FilterOptions,
    errors: FormErrors,
}

#[derive(Template)]
#[template(path = "people/password_shown.html")]
pub(super) struct PasswordPage {
    pub(super) frame: Frame,
    pub(super) here: String,
    pub(super) username: String,
    pub(super) password: String,
}

/// `GET /d/{domain}/people/new`.
pub(in crate::console) async fn blank(State(app): State<App>, member: Member) -> Shown {
    app.directory.workers(&member.actor)?;
    let choices = app.directory.people_view(&member.actor)?.choices().await?;
    let draft = Draft::blank(&choices);
    page(&shown(&member, draft, choices, FormErrors::default()))
}

/// `POST /d/{domain}/people/new`.
pub(in crate::console) async fn create(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    let workers = app.directory.workers(&member.actor)?;
    let people_view = app.directory.people_view(&member.actor)?;
    let choices = people_view.choices().await?;
    let draft = Draft::blank(&choices).filled_in(&form).looked_up(&people_view).await?;
    let chosen = form.given("password").is_some();
    let password: SecretString =
        if chosen { form.secret("password") } else { app.directory.new_worker_password() };
    let new = NewWorker {
        username: form.given("username").map(str::to_owned),
        password: Some(password.clone()),
        edit: draft.edit(None, &choices.schema),
        ..NewWorker::default()
    };
    let made = match workers.create(new).await {
        Ok(made) => made,
        Err(error) => {
            let errors = FormErrors::of(error)?;
            let choices = people_view.filter_options_with(&draft.groups, &draft.locations).await?;
            let shown = shown(&member, draft, choices, errors);
            return page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
        }
    };
    let here = whom::address(&member.base(), &made.person.id);
    if chosen {
        return Ok(go_to(&format!("{here}?done=created")));
    }
    let worker = made.person.worker.as_ref();
    page(&PasswordPage {
        frame: member.frame("Created", Section::People),
        here,
        username: worker.map(|it| it.username.to_string()).unwrap_or_default(),
        password: password.expose_secret().to_owned(),
    })
}

fn shown(member: &Member, draft: Draft, choices: FilterOptions, errors: FormErrors) -> Page {
    Page {
        frame: member.frame("Add a worker", Section::People),
        base: member.base(),
        host: member.actor.domain.username_host(),
        draft,
        choices,
        errors,
    }
}
