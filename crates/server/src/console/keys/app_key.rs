//! Making a key to the User.com API.

use axum::extract::State;
use roster_model::{AppKey, Error, ExposeSecret as _, FieldError, NewAppKey, SecretString};

use super::{create::Made, list::shown, written::Bounds};
use crate::{
    App,
    console::{
        form::Form,
        form_errors::FormErrors,
        frame::Section,
        member::Member,
        page::{Shown, page},
    },
};

/// `POST /d/{domain}/app-keys`.
pub(in crate::console) async fn create(
    State(app): State<App>,
    member: Member,
    form: Form,
) -> Shown {
    match made(&app, &member, &form).await {
        Ok((_, key)) => page(&Made {
            frame: member.frame("The new key", Section::Keys),
            header: "Authorization: Token …".to_owned(),
            key: key.expose_secret().to_owned(),
            back: format!("{}/keys", member.base()),
        }),
        Err(error) => {
            let errors = FormErrors::of(as_named_here(error))?;
            shown(&app, &member, None, Some((form, errors))).await
        }
    }
}

async fn made(app: &App, member: &Member, form: &Form) -> Result<(AppKey, SecretString), Error> {
    let keys = app.directory.app_keys(&member.actor)?;
    let bounds = Bounds::read(form, "app-")?;
    let new = NewAppKey {
        domain: member.actor.domain.name.clone(),
        name: form.text("app-name").to_owned(),
        contacts_only: form.ticked("app-contacts"),
        allowed_ips: bounds.allowed_ips,
        expires_at: bounds.expires_at,
    };
    keys.create(new).await
}

/// There are two forms on the page, so the fields of this one have names of their own.
fn as_named_here(error: Error) -> Error {
    let Error::Invalid(errors) = error else { return error };
    let renamed = errors.into_iter().map(|error| match error.field.as_str() {
        "name" => FieldError { field: "app-name".to_owned(), ..error },
        _ => error,
    });
    Error::Invalid(renamed.collect())
}
