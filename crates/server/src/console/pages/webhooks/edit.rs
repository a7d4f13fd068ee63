//! Adding and editing webhooks.

use askama::Template;
use http::StatusCode;
use roster_model::{FieldError, Webhook, WebhookEdit, WebhookPayload};

use super::{show_secret, webhook_url};
use crate::{
    App,
    console::{
        components::FormErrors,
        extract::{Auth, Form, PathId, State},
        i18n::{self, filters},
        layout::{Layout, Section},
        optimistic_lock::{self, Inputs, Merge},
        response::{PageResult, redirect, render, render_with_status},
    },
    webhooks::check_url,
};

#[derive(Template)]
#[template(path = "webhooks/edit.html")]
struct Page {
    layout: Layout,
    back: String,
    values: FormValues,
    /// The revision of the webhook; empty for a new one.
    version: String,
    errors: FormErrors,
}

/// The input of the form.
struct FormValues {
    url: String,
    kinds: String,
    payload: String,
    active: bool,
    description: String,
}

impl FormValues {
    fn read(form: &Form) -> Self {
        Self {
            url: form.text("url").to_owned(),
            kinds: form.text("kinds").to_owned(),
            payload: form.text("payload").to_owned(),
            active: form.is_checked("active"),
            description: form.text("description").to_owned(),
        }
    }

    fn blank() -> Self {
        Self {
            url: String::new(),
            kinds: "*".to_owned(),
            payload: WebhookPayload::default().as_str().to_owned(),
            active: true,
            description: String::new(),
        }
    }

    fn of(webhook: &Webhook) -> Self {
        Self {
            url: webhook.url.clone(),
            kinds: webhook.kinds.join(", "),
            payload: webhook.payload.as_str().to_owned(),
            active: webhook.active,
            description: webhook.description.clone(),
        }
    }

    fn inputs(&self) -> Inputs {
        Inputs::default()
            .text("url", &self.url)
            .text("kinds", &self.kinds)
            .text("payload", &self.payload)
            .checkbox("active", self.active)
            .text("description", &self.description)
    }

    /// The edit, with the error of an address that may not be reached.
    async fn to_edit(&self, app: &App) -> WebhookEdit {
        let kinds = self.kinds.split([',', ' ', '\n']).map(str::trim);
        let kinds = kinds.filter(|kind| !kind.is_empty()).map(str::to_owned).collect();
        let checked = check_url(&self.url, &app.webhooks.settings().networks).await;
        let errors = checked.err().map(|problem| FieldError::new("url", problem));
        WebhookEdit {
            url: Some(self.url.clone()),
            kinds: Some(kinds),
            payload: WebhookPayload::parse(&self.payload),
            active: Some(self.active),
            description: Some(self.description.clone()),
            errors: errors.into_iter().collect(),
        }
    }
}

/// `GET /d/{domain}/webhooks/new`.
pub(crate) async fn new_form(State(app): State<App>, auth: Auth) -> PageResult {
    app.directory.webhooks(&auth.actor)?;
    render(&new_page(&auth, FormValues::blank(), FormErrors::default()))
}

/// `POST /d/{domain}/webhooks/new`.
pub(crate) async fn create(State(app): State<App>, auth: Auth, form: Form) -> PageResult {
    let webhooks = app.directory.webhooks(&auth.actor)?;
    let values = FormValues::read(&form);
    match webhooks.create(&values.to_edit(&app).await).await {
        Ok((webhook, secret)) => show_secret(&auth, &webhook, &secret),
        Err(error) => {
            let page = new_page(&auth, values, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

/// `GET /d/{domain}/webhook/{id}/edit`.
pub(crate) async fn edit_form(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
) -> PageResult {
    let webhook = app.directory.webhooks(&auth.actor)?.find(&id).await?;
    render(&edit_page(&auth, &webhook, FormValues::of(&webhook), FormErrors::default()))
}

/// `POST /d/{domain}/webhook/{id}/edit`.
pub(crate) async fn update(
    State(app): State<App>,
    auth: Auth,
    PathId(id): PathId,
    form: Form,
) -> PageResult {
    let current = app.directory.webhooks(&auth.actor)?.find(&id).await?;
    let inputs = FormValues::of(&current).inputs();
    let merge = Merge::new(form, &inputs, &[], |_, value| value.to_owned());
    let values = FormValues::read(&merge.form);
    let edit = values.to_edit(&app).await;
    let saved = merge
        .save(&app, &auth, &current, async |directory| {
            directory.webhooks(&auth.actor)?.edit(&id, &edit).await
        })
        .await;
    match saved {
        Ok(webhook) => {
            let here = webhook_url(&auth.base(), &webhook.id);
            Ok(redirect(&format!("{here}?done={}", merge.done())))
        }
        Err(error) => {
            let page = edit_page(&auth, &current, values, FormErrors::try_from(error)?);
            render_with_status(StatusCode::UNPROCESSABLE_ENTITY, &page)
        }
    }
}

fn new_page(auth: &Auth, values: FormValues, errors: FormErrors) -> Page {
    let layout = auth.layout(&i18n::text("webhooks-add"), Section::Webhooks);
    let back = format!("{}/webhooks", auth.base());
    Page { layout, back, values, version: String::new(), errors }
}

fn edit_page(auth: &Auth, webhook: &Webhook, values: FormValues, errors: FormErrors) -> Page {
    let layout = auth.layout(&i18n::text("webhooks-edit"), Section::Webhooks);
    let inputs = FormValues::of(webhook).inputs();
    let version = optimistic_lock::version_with(auth, webhook, &inputs);
    Page { layout, back: webhook_url(&auth.base(), &webhook.id), values, version, errors }
}
