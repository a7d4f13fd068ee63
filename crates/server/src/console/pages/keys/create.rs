//! Creating an API key.

use askama::Template;
use roster_model::{ApiKey, Error, ExposeSecret as _, NewApiKey, SecretString};

use super::{
    key_form::{Restrictions, rename_field},
    list::render_keys,
};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        response::{PageResult, render},
    },
};

#[derive(Template)]
#[template(path = "keys/created.html")]
pub(super) struct CreatedPage {
    pub(super) layout: Layout,
    pub(super) key: String,
    pub(super) back: String,
    /// The header in which programs send the key.
    pub(super) header: String,
}

/// `POST /d/{domain}/keys`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    match create_key(&app, &auth, &form).await {
        Ok((_, key)) => render(&CreatedPage {
            layout: auth.layout(&i18n::text("keys-new"), Section::Keys),
            header: format!("Authorization: ApiKey {}:…", auth.session.user.username),
            key: key.expose_secret().to_owned(),
            back: format!("{}/keys", auth.base()),
        }),
        Err(error) => {
            let errors = FormErrors::try_from(rename_field(error, "domain", "scope"))?;
            render_keys(&app, &auth, None, Some((form, errors))).await
        }
    }
}

async fn create_key(app: &App, auth: &Auth, form: &Form) -> Result<(ApiKey, SecretString), Error> {
    let restrictions = Restrictions::read(form, "", &auth.zone)?;
    let all_domains = form.text("scope") == "all";
    let new = NewApiKey {
        name: form.text("name").to_owned(),
        owner: auth.session.user.username.clone(),
        domain: (!all_domains).then(|| auth.actor.domain.name.clone()),
        role: form.non_empty("role").map(str::to_owned),
        allowed_ips: restrictions.allowed_ips,
        expires_at: restrictions.expires_at,
    };
    app.directory.keys(&auth.actor)?.create(new).await
}
