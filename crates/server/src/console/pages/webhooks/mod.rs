//! Webhooks.

mod actions;
mod delete;
mod edit;
mod list;
mod show;

pub(crate) use actions::{replay, rotate, skip, test};
pub(crate) use delete::{confirm_delete, delete};
pub(crate) use edit::{create, edit_form, new_form, update};
pub(crate) use list::list;
pub(crate) use show::show;

use askama::Template;
use roster_model::{ExposeSecret as _, Id, SecretString, Webhook};

use crate::console::{
    extract::{Auth, path},
    i18n::{self, filters},
    layout::{Layout, Section},
    response::{PageResult, render},
};

/// The URL of a webhook.
fn webhook_url(base: &str, id: &Id) -> String {
    path::record_url(base, "webhook", id.as_str())
}

/// The label and the CSS class of a webhook's status.
fn status_badge(webhook: &Webhook) -> (&'static str, &'static str) {
    match (webhook.active, &webhook.paused_reason) {
        (true, _) => ("webhooks-active", "good"),
        (false, Some(_)) => ("webhooks-paused", "bad"),
        (false, None) => ("webhooks-inactive", "muted"),
    }
}

#[derive(Template)]
#[template(path = "webhooks/secret.html")]
struct SecretPage {
    layout: Layout,
    secret: String,
    back: String,
}

/// Shows a new secret, once.
fn show_secret(auth: &Auth, webhook: &Webhook, secret: &SecretString) -> PageResult {
    render(&SecretPage {
        layout: auth.layout(&i18n::text("webhooks-secret-title"), Section::Webhooks),
        secret: secret.expose_secret().to_owned(),
        back: webhook_url(&auth.base(), &webhook.id),
    })
}
