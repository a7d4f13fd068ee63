//! Resetting the password of a worker.

use askama::Template;
use http::StatusCode;
use roster_model::{Error, ExposeSecret as _, Person, SecretString, WorkerEdit};

use super::{create::PasswordPage, status_badge::display_name};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, State, path},
        i18n::{filters, message, text},
        layout::{Layout, Section},
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "people/password.html")]
struct Page {
    layout: Layout,
    here: String,
    errors: FormErrors,
}

/// `GET /d/{domain}/person/{id}/password`.
pub(crate) async fn password_form(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    let person = load_worker(&app, &auth, &id).await?;
    render(&build_page(&auth, &person, FormErrors::default()))
}

/// `POST /d/{domain}/person/{id}/password`: sets the entered password, or a generated one, which is shown
/// once.
pub(crate) async fn reset_password(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let person = load_worker(&app, &auth, &id).await?;
    let is_chosen = form.text("how") == "chosen";
    let password: SecretString =
        if is_chosen { form.secret("password") } else { app.directory.new_worker_password() };
    let edit = WorkerEdit { password: Some(password.clone()), ..WorkerEdit::default() };
    if let Err(error) = app.directory.workers(&auth.actor)?.edit(&id, edit).await {
        let page = build_page(&auth, &person, FormErrors::try_from(error)?);
        return render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    let here = path::person_url(&auth.base(), &person.id);
    if is_chosen {
        return Ok(redirect(&format!("{here}?done=reset")));
    }
    render(&PasswordPage {
        layout: auth.layout(&text("people-password-done"), Section::People),
        here,
        username: person.worker.map(|it| it.username.to_string()).unwrap_or_default(),
        password: password.expose_secret().to_owned(),
    })
}

pub(super) async fn load_worker(app: &App, auth: &Auth, id: &str) -> Result<Person, Error> {
    app.directory.people_view(&auth.actor)?.check_all(&[id.to_owned()]).await?;
    Ok(app.directory.workers(&auth.actor)?.find(id, false).await?.person)
}

fn build_page(auth: &Auth, person: &Person, errors: FormErrors) -> Page {
    let title = message("people-password-title").arg("name", display_name(person)).to_string();
    Page {
        layout: auth.layout(&title, Section::People),
        here: path::person_url(&auth.base(), &person.id),
        errors,
    }
}
