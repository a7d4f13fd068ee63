//! Deleting a group.

use axum::extract::State;
use roster_model::Error;

use super::address;
use crate::{
    App,
    console::{
        confirm::Confirmation,
        form::Form,
        form_errors::FormErrors,
        frame::Section,
        member::Member,
        page::{Shown, go_to},
        thing::Thing,
    },
};

/// `GET /d/{domain}/group/{id}/delete`.
pub(in crate::console) async fn ask(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
) -> Shown {
    confirmation(&app, &member, &id).await?.ask()
}

/// `POST /d/{domain}/group/{id}/delete`.
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
    app.directory.groups(&member.actor)?.delete(&id).await?;
    Ok(go_to(&format!("{}/groups?done=deleted", member.base())))
}

async fn confirmation(app: &App, member: &Member, id: &str) -> Result<Confirmation, Error> {
    let group = app.directory.groups(&member.actor)?.find(id).await?;
    let consequence = match group.users.len() {
        0 => "Nobody is in the group. Its name will be free again.".to_owned(),
        1 => "The one who is in the group stays, but is no longer in it.".to_owned(),
        many => format!("The {many} people in the group stay, but are no longer in it."),
    };
    Ok(Confirmation {
        frame: member.frame(&format!("Delete {}", group.name), Section::Groups),
        consequence,
        back: address(&member.base(), &group.id),
        word: group.name,
        verb: "Delete the group",
        errors: FormErrors::default(),
    })
}
