//! Creating a User.com key.

use roster_model::{AppKey, Error, ExposeSecret as _, NewAppKey, SecretString};

use super::{
    create::CreatedPage,
    key_form::{Restrictions, rename_field},
    list::render_keys,
};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, State},
        i18n,
        layout::Section,
        response::{PageResult, render},
    },
};

/// `POST /d/{domain}/app-keys`.
pub(crate) async fn create_app_key(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    match create_key(&app, &auth, &form).await {
        Ok((_, key)) => render(&CreatedPage {
            layout: auth.layout(&i18n::text("keys-app-new"), Section::Keys),
            header: "Authorization: Token …".to_owned(),
            key: key.expose_secret().to_owned(),
            back: format!("{}/keys", auth.base()),
        }),
        Err(error) => {
            let errors = FormErrors::try_from(rename_field(
                rename_field(error, "name", "app-name"),
                "expires",
                "app-expires",
            ))?;
            render_keys(&app, &auth, None, Some((form, errors))).await
        }
    }
}

async fn create_key(app: &App, auth: &Auth, form: &Form) -> Result<(AppKey, SecretString), Error> {
    let keys = app.directory.app_keys(&auth.actor)?;
    let restrictions = Restrictions::read(form, "app-", &auth.zone)?;
    let new = NewAppKey {
        domain: auth.actor.domain.name.clone(),
        name: form.text("app-name").to_owned(),
        contacts_only: form.is_checked("app-contacts"),
        allowed_ips: restrictions.allowed_ips,
        expires_at: restrictions.expires_at,
    };
    keys.create(new).await
}
