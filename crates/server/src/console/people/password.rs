//! Giving a worker another password.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::{Error, ExposeSecret as _, Person, SecretString, WorkerEdit};

use super::{
    new::PasswordPage,
    standing::name,
    whom::{self, Whom},
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
#[template(path = "people/password.html")]
struct Page {
    frame: Frame,
    here: String,
    errors: FormErrors,
}

/// `GET /d/{domain}/person/{id}/password`.
pub(in crate::console) async fn ask(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
) -> Shown {
    let person = worker(&app, &member, &id).await?;
    page(&shown(&member, &person, FormErrors::default()))
}

/// `POST /d/{domain}/person/{id}/password`: the one that was filled in, or a new one, which is shown
/// once.
pub(in crate::console) async fn set(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
    form: Form,
) -> Shown {
    let person = worker(&app, &member, &id).await?;
    let chosen = form.text("how") == "chosen";
    let password: SecretString =
        if chosen { form.secret("password") } else { app.directory.new_worker_password() };
    let edit = WorkerEdit { password: Some(password.clone()), ..WorkerEdit::default() };
    if let Err(error) = app.directory.workers(&member.actor)?.edit(&id, edit).await {
        let shown = shown(&member, &person, FormErrors::of(error)?);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    let here = whom::address(&member.base(), &person.id);
    if chosen {
        return Ok(go_to(&format!("{here}?done=reset")));
    }
    page(&PasswordPage {
        frame: member.frame("A new password", Section::People),
        here,
        username: person.worker.map(|it| it.username.to_string()).unwrap_or_default(),
        password: password.expose_secret().to_owned(),
    })
}

async fn worker(app: &App, member: &Member, id: &str) -> Result<Person, Error> {
    app.directory.people_view(&member.actor)?.check_all(&[id.to_owned()]).await?;
    Ok(app.directory.workers(&member.actor)?.find(id, false).await?.person)
}

fn shown(member: &Member, person: &Person, errors: FormErrors) -> Page {
    Page {
        frame: member.frame(&format!("Reset the password of {}", name(person)), Section::People),
        here: whom::address(&member.base(), &person.id),
        errors,
    }
}
