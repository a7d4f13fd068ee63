//! Changing a worker.

use askama::Template;
use axum::extract::State;
use http::StatusCode;
use roster_directory::{FilterOptions, WorkerView};
use roster_model::Error;

use super::{
    draft::{Draft, FIELDS},
    standing::name,
    whom::{self, Whom},
};
use crate::{
    App,
    console::{
        as_shown,
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, go_to, page, page_with},
    },
};

#[derive(Template)]
#[template(path = "people/edit.html")]
struct Page {
    frame: Frame,
    base: String,
    here: String,
    draft: Draft,
    choices: FilterOptions,
    version: String,
    errors: FormErrors,
    /// Whether somebody else changed the worker while this form was being filled in.
    stale: bool,
}

/// `GET /d/{domain}/person/{id}/edit`.
pub(in crate::console) async fn edit(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
) -> Shown {
    let view = worker(&app, &member, &id).await?;
    let draft = Draft::of(&view);
    page(&shown(&app, &member, &view, draft, FormErrors::default(), false).await?)
}

/// `POST /d/{domain}/person/{id}/edit`.
pub(in crate::console) async fn save(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
    form: Form,
) -> Shown {
    let view = worker(&app, &member, &id).await?;
    let people_view = app.directory.people_view(&member.actor)?;
    let draft = Draft::of(&view).filled_in(&form).looked_up(&people_view).await?;
    let edit = draft.edit(Some(&view.person), &view.schema);
    let attempt = as_shown::attempt(&app, &member, &form);
    let made = attempt.directory().workers(&member.actor)?.edit(&id, edit).await;
    let (errors, stale) = match as_shown::settle(attempt, made).await {
        Ok(_) => {
            let here = whom::address(&member.base(), &view.person.id);
            return Ok(go_to(&format!("{here}?done=saved")));
        }
        Err(Error::PreconditionFailed) => (FormErrors::default(), true),
        Err(error) => (FormErrors::of(error)?, false),
    };
    let shown = shown(&app, &member, &view, draft, errors, stale).await?;
    page_with(StatusCode::UNPROCESSABLE_ENTITY, &shown)
}

/// The worker, if the member sees them.
async fn worker(app: &App, member: &Member, id: &str) -> Result<WorkerView, Error> {
    let ids = [id.to_owned()];
    app.directory.people_view(&member.actor)?.check_all(&ids).await?;
    app.directory.workers(&member.actor)?.find(id, false).await
}

async fn shown(
    app: &App,
    member: &Member,
    view: &WorkerView,
    draft: Draft,
    errors: FormErrors,
    stale: bool,
) -> Result<Page, Error> {
    let people_view = app.directory.people_view(&member.actor)?;
    let choices = people_view.filter_options_with(&draft.groups, &draft.locations).await?;
    Ok(Page {
        frame: member.frame(&format!("Edit {}", name(&view.person)), Section::People),
        base: member.base(),
        here: whom::address(&member.base(), &view.person.id),
        draft,
        choices,
        version: as_shown::version(member, view),
        errors,
        stale,
    })
}
