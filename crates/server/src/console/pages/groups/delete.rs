//! Deleting a group.

use roster_model::Error;

use super::group_url;
use crate::{
    App,
    console::{
        components::{Confirmation, FormErrors},
        extract::{Auth, Form, PathId, State},
        i18n,
        layout::Section,
        response::{PageResult, redirect},
    },
};

/// `GET /d/{domain}/group/{id}/delete`.
pub(crate) async fn confirm_delete(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    confirmation(&app, &auth, &id).await?.show()
}

/// `POST /d/{domain}/group/{id}/delete`.
pub(crate) async fn delete(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let confirmation = confirmation(&app, &auth, &id).await?;
    if !confirmation.is_confirmed(&form) {
        return confirmation.show_mismatch();
    }
    app.directory.groups(&auth.actor)?.delete(&id).await?;
    Ok(redirect(&format!("{}/groups?done=deleted", auth.base())))
}

async fn confirmation(app: &App, auth: &Auth, id: &str) -> Result<Confirmation, Error> {
    let group = app.directory.groups(&auth.actor)?.find(id).await?;
    let consequence = match group.users.len() {
        0 => i18n::text("groups-delete-empty"),
        members => i18n::message("groups-delete-members").arg("count", members).to_string(),
    };
    let title = i18n::message("groups-delete-title").arg("name", &group.name).to_string();
    Ok(Confirmation {
        layout: auth.layout(&title, Section::Groups),
        consequence,
        back: group_url(&auth.base(), &group.id),
        expected: group.name,
        button: "groups-delete",
        errors: FormErrors::default(),
    })
}
