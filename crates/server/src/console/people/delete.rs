//! Deleting a person, for good: what to delete is typed once more.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_model::{Error, Person, PersonRef, Problem};

use super::{
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
#[template(path = "people/delete.html")]
struct Page {
    frame: Frame,
    here: String,
    name: String,
    /// What is to be typed.
    word: String,
    is_worker: bool,
    errors: FormErrors,
}

/// `GET /d/{domain}/person/{id}/delete`.
pub(in crate::console) async fn ask(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
) -> Shown {
    let person = person(&app, &member, &id).await?;
    page(&shown(&member, &person, FormErrors::default()))
}

/// `POST /d/{domain}/person/{id}/delete`.
pub(in crate::console) async fn delete(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
    form: Form,
) -> Shown {
    let person = person(&app, &member, &id).await?;
    if form.text("confirm") != word(&person) {
        let mut errors = FormErrors::default();
        errors.add("confirm", Problem::Other("type it exactly as shown".to_owned()));
        let shown = shown(&member, &person, errors);
        return page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown);
    }
    if person.worker.is_some() {
        app.directory.workers(&member.actor)?.delete(&id).await?;
    } else {
        let whom = PersonRef::Number(person.number);
        app.directory.people(&member.actor)?.delete(&whom).await?;
    }
    Ok(go_to(&format!("{}/people?done=deleted", member.base())))
}

/// The person, if the member sees them and may change them.
async fn person(app: &App, member: &Member, id: &str) -> Result<Person, Error> {
    let sheet = app.directory.people_view(&member.actor)?.find(id).await?;
    if sheet.person.worker.is_some() {
        app.directory.workers(&member.actor)?;
    } else {
        app.directory.people(&member.actor)?;
    }
    Ok(sheet.person)
}

/// What is to be typed: the username, or the name.
fn word(person: &Person) -> String {
    match &person.worker {
        Some(worker) => worker.username.short().to_owned(),
        None => name(person),
    }
}

fn shown(member: &Member, person: &Person, errors: FormErrors) -> Page {
    let name = name(person);
    Page {
        frame: member.frame(&format!("Delete {name}"), Section::People),
        here: whom::address(&member.base(), &person.id),
        name,
        word: word(person),
        is_worker: person.worker.is_some(),
        errors,
    }
}
