//! Deleting a role.

use axum::extract::State;

use super::edit::check;
use crate::{
    App,
    console::{
        confirm::Confirmation,
        form::Form,
        form_errors::FormErrors,
        frame::Section,
        member::Member,
        page::{Shown, go_to},
        thing::{self, Thing},
    },
    error::ApiError,
};

/// `GET /d/{domain}/role/{id}/delete`.
pub(in crate::console) async fn ask(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
) -> Shown {
    confirmation(&app, &member, &id).await?.ask()
}

/// `POST /d/{domain}/role/{id}/delete`.
pub(in crate::console) async fn delete(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    form: Form,
) -> Shown {
    let confirmation = confirmation(&app, &member, &id).await?;
    if !confirmation.is_given(&form) {
        return confirmation.again(None);
    }
    match app.directory.roles(&member.actor)?.delete(&id).await {
        Ok(()) => Ok(go_to(&format!("{}/roles?done=deleted", member.base()))),
        Err(error) => confirmation.again(Some(FormErrors::of(error)?)),
    }
}

async fn confirmation(app: &App, member: &Member, id: &str) -> Result<Confirmation, ApiError> {
    check(member)?;
    let role = app.directory.roles(&member.actor)?.find(id).await?.role;
    Ok(Confirmation {
        frame: member.frame(&format!("Delete {}", role.name), Section::Roles),
        consequence: "Only a role that nobody holds can be deleted.".to_owned(),
        word: role.name,
        verb: "Delete the role",
        back: thing::address(&member.base(), "role", id),
        errors: FormErrors::default(),
    })
}
