//! Deleting a webhook.

use roster_model::Error;

use super::webhook_url;
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

/// `GET /d/{domain}/webhook/{id}/delete`.
pub(crate) async fn confirm_delete(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    confirmation(&app, &auth, &id).await?.show()
}

/// `POST /d/{domain}/webhook/{id}/delete`.
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
    app.directory.webhooks(&auth.actor)?.delete(&id).await?;
    Ok(redirect(&format!("{}/webhooks?done=deleted", auth.base())))
}

async fn confirmation(app: &App, auth: &Auth, id: &str) -> Result<Confirmation, Error> {
    let webhook = app.directory.webhooks(&auth.actor)?.find(id).await?;
    Ok(Confirmation {
        layout: auth.layout(&i18n::text("webhooks-delete-title"), Section::Webhooks),
        consequence: i18n::text("webhooks-delete-hint"),
        back: webhook_url(&auth.base(), &webhook.id),
        expected: webhook.url,
        button: "webhooks-delete-button",
        errors: FormErrors::default(),
    })
}
