//! Archiving and restoring a worker.

use axum::{extract::State, response::Response};

use super::whom::{self, Whom};
use crate::{
    App,
    console::{
        form::Form,
        member::Member,
        page::{Shown, go_to},
    },
    error::ApiError,
};

/// `POST /d/{domain}/person/{id}/archive`.
pub(in crate::console) async fn archive(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
    _form: Form,
) -> Shown {
    set(&app, &member, &id, false).await
}

/// `POST /d/{domain}/person/{id}/restore`.
pub(in crate::console) async fn restore(
    State(app): State<App>,
    member: Member,
    Whom(id): Whom,
    _form: Form,
) -> Shown {
    set(&app, &member, &id, true).await
}

async fn set(app: &App, member: &Member, id: &str, active: bool) -> Result<Response, ApiError> {
    let sheet = app.directory.people_view(&member.actor)?.find(id).await?;
    app.directory.workers(&member.actor)?.set_active(id, active).await?;
    let here = whom::address(&member.base(), &sheet.person.id);
    let word = if active { "restored" } else { "archived" };
    Ok(go_to(&format!("{here}?done={word}")))
}
