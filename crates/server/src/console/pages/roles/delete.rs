//! Deleting a role.

use super::edit::require_edit_roles;
use crate::{
    App,
    console::{
        components::{Confirmation, FormErrors},
        extract::{Auth, Form, PathId, State, path},
        i18n,
        layout::Section,
        response::{PageResult, redirect},
    },
    error::ApiError,
};

/// `GET /d/{domain}/role/{id}/delete`.
pub(crate) async fn confirm_delete(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    confirmation(&app, &auth, &id).await?.show()
}

/// `POST /d/{domain}/role/{id}/delete`.
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
    match app.directory.roles(&auth.actor)?.delete(&id).await {
        Ok(()) => Ok(redirect(&format!("{}/roles?done=deleted", auth.base()))),
        Err(error) => confirmation.show_errors(FormErrors::try_from(error)?),
    }
}

async fn confirmation(app: &App, auth: &Auth, id: &str) -> Result<Confirmation, ApiError> {
    require_edit_roles(auth)?;
    let role = app.directory.roles(&auth.actor)?.find(id).await?.role;
    Ok(Confirmation {
        layout: auth.layout(
            &i18n::message("roles-delete-title").arg("name", &role.name).to_string(),
            Section::Roles,
        ),
        consequence: i18n::text("roles-delete-hint"),
        expected: role.name,
        button: "roles-delete-button",
        back: path::record_url(&auth.base(), "role", id),
        errors: FormErrors::default(),
    })
}
