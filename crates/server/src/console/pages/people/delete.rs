//! Deleting a person, after a confirmation.

use askama::Template;
use http::StatusCode;
use roster_model::{Error, Person, PersonRef};

use super::status_badge::display_name;
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, State, path},
        i18n::{filters, message},
        layout::{Layout, Section},
        response::{PageResult, redirect, render, render_with_status},
    },
};

#[derive(Template)]
#[template(path = "people/delete.html")]
struct Page {
    layout: Layout,
    here: String,
    name: String,
    /// The text to type.
    expected: String,
    is_worker: bool,
    errors: FormErrors,
}

/// `GET /d/{domain}/person/{id}/delete`.
pub(crate) async fn confirm_delete(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    let person = load_person(&app, &auth, &id).await?;
    render(&build_page(&auth, &person, FormErrors::default()))
}

/// `POST /d/{domain}/person/{id}/delete`.
pub(crate) async fn delete(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let person = load_person(&app, &auth, &id).await?;
    let expected = expected_text(&person);
    if form.text("confirm") != expected {
        let mut errors = FormErrors::default();
        let text = message("common-confirm-mismatch").arg("expected", expected);
        errors.add("confirm", text.into());
        let page = build_page(&auth, &person, errors);
        return render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page);
    }
    if person.worker.is_some() {
        app.directory.workers(&auth.actor)?.delete(&id).await?;
    } else {
        let person_ref = PersonRef::Number(person.number);
        app.directory.people(&auth.actor)?.delete(&person_ref).await?;
    }
    Ok(redirect(&format!("{}/people?done=deleted", auth.base())))
}

/// Loads the person, if the web user may see and edit the person.
async fn load_person(app: &App, auth: &Auth, id: &str) -> Result<Person, Error> {
    let sheet = app.directory.people_view(&auth.actor)?.find(id).await?;
    if sheet.person.worker.is_some() {
        app.directory.workers(&auth.actor)?;
    } else {
        app.directory.people(&auth.actor)?;
    }
    Ok(sheet.person)
}

/// The text to type: the username of a worker, the name of a contact.
fn expected_text(person: &Person) -> String {
    match &person.worker {
        Some(worker) => worker.username.short().to_owned(),
        None => display_name(person),
    }
}

fn build_page(auth: &Auth, person: &Person, errors: FormErrors) -> Page {
    let name = display_name(person);
    let title = message("people-delete-title").arg("name", &name).to_string();
    Page {
        layout: auth.layout(&title, Section::People),
        here: path::person_url(&auth.base(), &person.id),
        name,
        expected: expected_text(person),
        is_worker: person.worker.is_some(),
        errors,
    }
}
