//! Putting keys out of force.

use axum::extract::State;
use roster_model::Permission;

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
    error::ApiError,
};

/// `GET /d/{domain}/key/{id}/revoke`.
pub(in crate::console) async fn ask(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
) -> Shown {
    of_key(&app, &member, &id).await?.ask()
}

/// `POST /d/{domain}/key/{id}/revoke`.
pub(in crate::console) async fn revoke(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    form: Form,
) -> Shown {
    let confirmation = of_key(&app, &member, &id).await?;
    if !confirmation.is_given(&form) {
        return confirmation.again(None);
    }
    app.directory.keys(&member.actor)?.revoke(&id).await?;
    Ok(go_to(&format!("{}/keys?done=revoked", member.base())))
}

/// `GET /d/{domain}/app-key/{id}/revoke`.
pub(in crate::console) async fn ask_app_key(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
) -> Shown {
    of_app_key(&app, &member, &id).await?.ask()
}

/// `POST /d/{domain}/app-key/{id}/revoke`.
pub(in crate::console) async fn revoke_app_key(
    State(app): State<App>,
    member: Member,
    Thing(id): Thing,
    form: Form,
) -> Shown {
    let confirmation = of_app_key(&app, &member, &id).await?;
    if !confirmation.is_given(&form) {
        return confirmation.again(None);
    }
    app.directory.app_keys(&member.actor)?.revoke(&id).await?;
    Ok(go_to(&format!("{}/keys?done=revoked", member.base())))
}

async fn of_key(app: &App, member: &Member, id: &str) -> Result<Confirmation, ApiError> {
    let keys = app.directory.keys(&member.actor)?;
    let mut known = keys.own().await?;
    if member.may(Permission::EDIT_DOMAIN) {
        known.extend(keys.of_domain().await?);
    }
    let found = known.into_iter().find(|listed| listed.key.id.as_str() == id);
    let prefix = found.ok_or(ApiError::NoRoute)?.key.prefix;
    Ok(confirmation(member, prefix))
}

async fn of_app_key(app: &App, member: &Member, id: &str) -> Result<Confirmation, ApiError> {
    let known = app.directory.app_keys(&member.actor)?.list().await?;
    let found = known.into_iter().find(|listed| listed.key.id.as_str() == id);
    let prefix = found.ok_or(ApiError::NoRoute)?.key.prefix;
    Ok(confirmation(member, prefix))
}

fn confirmation(member: &Member, prefix: String) -> Confirmation {
    Confirmation {
        frame: member.frame("Revoke a key", Section::Keys),
        consequence:
            "Programs that use the key are refused from their next request on. It cannot be \
                      put in force again."
                .to_owned(),
        word: prefix,
        verb: "Revoke the key",
        back: format!("{}/keys", member.base()),
        errors: FormErrors::default(),
    }
}
