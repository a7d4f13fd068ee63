//! Revoking keys.

use roster_model::Permission;

use crate::{
    App,
    console::{
        components::{Confirmation, FormErrors},
        extract::{Auth, Form, PathId, State},
        i18n,
        layout::Section,
        response::{PageResult, redirect},
    },
    error::ApiError,
};

/// `GET /d/{domain}/key/{id}/revoke`.
pub(crate) async fn confirm_revoke(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    api_key_confirmation(&app, &auth, &id).await?.show()
}

/// `POST /d/{domain}/key/{id}/revoke`.
pub(crate) async fn revoke(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let confirmation = api_key_confirmation(&app, &auth, &id).await?;
    if !confirmation.is_confirmed(&form) {
        return confirmation.show_mismatch();
    }
    app.directory.keys(&auth.actor)?.revoke(&id).await?;
    Ok(redirect(&format!("{}/keys?done=revoked", auth.base())))
}

/// `GET /d/{domain}/app-key/{id}/revoke`.
pub(crate) async fn confirm_revoke_app_key(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    app_key_confirmation(&app, &auth, &id).await?.show()
}

/// `POST /d/{domain}/app-key/{id}/revoke`.
pub(crate) async fn revoke_app_key(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let confirmation = app_key_confirmation(&app, &auth, &id).await?;
    if !confirmation.is_confirmed(&form) {
        return confirmation.show_mismatch();
    }
    app.directory.app_keys(&auth.actor)?.revoke(&id).await?;
    Ok(redirect(&format!("{}/keys?done=revoked", auth.base())))
}

async fn api_key_confirmation(app: &App, auth: &Auth, id: &str) -> Result<Confirmation, ApiError> {
    let keys = app.directory.keys(&auth.actor)?;
    let mut known = keys.own().await?;
    if auth.may(Permission::EDIT_DOMAIN) {
        known.extend(keys.of_domain().await?);
    }
    let found = known.into_iter().find(|listed| listed.key.id.as_str() == id);
    let prefix = found.ok_or(ApiError::NoRoute)?.key.prefix;
    Ok(confirmation(auth, prefix))
}

async fn app_key_confirmation(app: &App, auth: &Auth, id: &str) -> Result<Confirmation, ApiError> {
    let known = app.directory.app_keys(&auth.actor)?.list().await?;
    let found = known.into_iter().find(|listed| listed.key.id.as_str() == id);
    let prefix = found.ok_or(ApiError::NoRoute)?.key.prefix;
    Ok(confirmation(auth, prefix))
}

fn confirmation(auth: &Auth, prefix: String) -> Confirmation {
    Confirmation {
        layout: auth.layout(&i18n::text("keys-revoke-title"), Section::Keys),
        consequence: i18n::text("keys-revoke-hint"),
        expected: prefix,
        button: "keys-revoke-button",
        back: format!("{}/keys", auth.base()),
        errors: FormErrors::default(),
    }
}
