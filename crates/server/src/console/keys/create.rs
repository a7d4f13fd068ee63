//! Making an API key.

use askama::Template;
use axum::extract::State;
use roster_model::{ApiKey, Error, ExposeSecret as _, NewApiKey, SecretString};

use super::{list::shown, written::Bounds};
use crate::{
    App,
    console::{
        form::Form,
        form_errors::FormErrors,
        frame::{Frame, Section},
        member::Member,
        page::{Shown, page},
    },
};

#[derive(Template)]
#[template(path = "keys/made.html")]
pub(super) struct Made {
    pub(super) frame: Frame,
    pub(super) key: String,
    pub(super) back: String,
    /// How a program sends it.
    pub(super) header: String,
}

/// `POST /d/{domain}/keys`.
pub(in crate::console) async fn create(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    match made(&app, &member, &form).await {
        Ok((_, key)) => page(&Made {
            frame: member.frame("Your new key", Section::Keys),
            header: format!("Authorization: ApiKey {}:…", member.session.user.username),
            key: key.expose_secret().to_owned(),
            back: format!("{}/keys", member.base()),
        }),
        Err(error) => {
            let errors = FormErrors::of(error)?;
            shown(&app, &member, None, Some((form, errors))).await
        }
    }
}

async fn made(app: &App, member: &Member, form: &Form) -> Result<(ApiKey, SecretString), Error> {
    let bounds = Bounds::read(form, "")?;
    let everywhere = form.text("scope") == "all";
    let new = NewApiKey {
        owner: member.session.user.username.clone(),
        domain: (!everywhere).then(|| member.actor.domain.name.clone()),
        role: form.given("role").map(str::to_owned),
        allowed_ips: bounds.allowed_ips,
        expires_at: bounds.expires_at,
    };
    app.directory.keys(&member.actor)?.create(new).await
}
