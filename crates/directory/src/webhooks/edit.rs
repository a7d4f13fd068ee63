//! Creating, changing and deleting webhooks.

use jiff::SignedDuration;
use roster_model::{
    Diff, Error, FieldError, Kind, Problem, Rule, SecretString, Webhook, WebhookEdit,
    WebhookProgress, is_kind_pattern,
};
use roster_store::{
    webhook_progress,
    webhooks::{self, Secrets},
};

use super::{Webhooks, load, missing, secret};
use crate::text;

impl Webhooks<'_> {
    /// Creates a webhook, to which the changes after this one are sent. Returns the secret too; it
    /// cannot be shown again.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error.
    pub async fn create(&self, edit: &WebhookEdit) -> Result<(Webhook, SecretString), Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let mut errors = Vec::new();
        if edit.url.is_none() && !edit.errors.iter().any(|error| error.field == "url") {
            errors.push(FieldError::new("url", Problem::Required));
        }
        if webhooks::list(&mut tx.store, domain).await?.len() >= Webhook::MAX_PER_DOMAIN {
            let problem = Rule::TooManyWebhooks(Webhook::MAX_PER_DOMAIN).into();
            errors.push(FieldError::new("", problem));
        }
        let blank = Webhook {
            id: self.ctx.environment().id(),
            url: String::new(),
            kinds: vec!["*".to_owned()],
            payload: edit.payload.unwrap_or_default(),
            active: true,
            description: String::new(),
            paused_reason: None,
            created_at: tx.now,
        };
        let webhook = apply(blank, edit, errors)?;
        let (plain, encrypted) = secret::generate(self.ctx.directory(), &webhook.id);
        webhooks::insert(&mut tx.store, domain, &webhook, &encrypted).await?;
        tx.log(Kind::WebhookCreated, webhook.id.as_str(), None, Diff::created(&webhook));
        let progress = WebhookProgress::after(tx.state.seq);
        webhook_progress::insert(&mut tx.store, domain, &webhook.id, &progress).await?;
        tx.commit_or_defer().await?;
        Ok((webhook, plain))
    }

    /// Changes a webhook. After an activation it goes on where it stopped.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with every error.
    pub async fn edit(&self, id: &str, edit: &WebhookEdit) -> Result<Webhook, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let before = load(&mut tx.store, domain, id).await?;
        tx.check_precondition(&before)?;
        let mut after = apply(before.clone(), edit, Vec::new())?;
        if after.active {
            after.paused_reason = None;
        }
        let changed = diff(&before, &after);
        if changed.is_empty() {
            return Ok(after);
        }
        webhooks::update(&mut tx.store, domain, &after).await?;
        if after.active && (!before.active || before.url != after.url) {
            let progress = webhook_progress::take(&mut tx.store, domain, &after.id).await?;
            let mut progress = progress.ok_or_else(missing)?;
            progress.retry_now();
            progress.revision += 1;
            webhook_progress::save(&mut tx.store, domain, &after.id, &progress).await?;
        }
        tx.log(Kind::WebhookUpdated, after.id.as_str(), None, changed);
        tx.commit_or_defer().await?;
        Ok(after)
    }

    /// Deletes a webhook. Nothing more is sent to it.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let webhook = load(&mut tx.store, domain, id).await?;
        tx.check_precondition(&webhook)?;
        webhooks::delete(&mut tx.store, domain, &webhook.id).await?;
        tx.log(Kind::WebhookDeleted, webhook.id.as_str(), None, Diff::deleted(&webhook));
        tx.commit_or_defer().await
    }

    /// Replaces the secret. Messages are signed with both secrets for the time of `overlap`. Returns
    /// the new secret; it cannot be shown again.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn rotate(
        &self,
        id: &str,
        overlap: SignedDuration,
    ) -> Result<(Webhook, SecretString), Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let webhook = load(&mut tx.store, domain, id).await?;
        tx.check_precondition(&webhook)?;
        let found = webhooks::find_with_secrets(&mut tx.store, domain, webhook.id.as_str()).await?;
        let (_, secrets) = found.ok_or_else(missing)?;
        let (plain, encrypted) = secret::generate(self.ctx.directory(), &webhook.id);
        let until = tx.now.checked_add(overlap).unwrap_or(tx.now);
        let secrets = Secrets { present: encrypted, previous: Some((secrets.present, until)) };
        webhooks::set_secrets(&mut tx.store, domain, &webhook.id, &secrets).await?;
        tx.log(Kind::WebhookUpdated, webhook.id.as_str(), None, &["secret"]);
        tx.commit_or_defer().await?;
        Ok((webhook, plain))
    }
}

/// The webhook after the edit.
fn apply(
    mut webhook: Webhook,
    edit: &WebhookEdit,
    mut errors: Vec<FieldError>,
) -> Result<Webhook, Error> {
    errors.extend(edit.errors.iter().cloned());
    if let Some(url) = &edit.url {
        errors.extend(text::validate("url", url, Webhook::MAX_URL));
        webhook.url.clone_from(url);
    }
    if let Some(kinds) = &edit.kinds {
        errors.extend(validate_kinds(kinds));
        webhook.kinds.clone_from(kinds);
        webhook.kinds.dedup();
    }
    if let Some(description) = &edit.description {
        errors.extend(text::validate("description", description, Webhook::MAX_DESCRIPTION));
        webhook.description.clone_from(description);
    }
    webhook.payload = edit.payload.unwrap_or(webhook.payload);
    webhook.active = edit.active.unwrap_or(webhook.active);
    let sends_any = Kind::ALL.iter().any(|kind| webhook.matches(kind.as_str()));
    if errors.is_empty() && !sends_any {
        errors.push(FieldError::new("kinds", Rule::PayloadWithoutPeople.into()));
    }
    if errors.is_empty() { Ok(webhook) } else { Err(Error::Invalid(errors)) }
}

fn validate_kinds(kinds: &[String]) -> Option<FieldError> {
    let problem = if kinds.is_empty() {
        Problem::Empty
    } else if kinds.len() > Webhook::MAX_KINDS {
        Problem::TooMany(Webhook::MAX_KINDS)
    } else {
        let unknown = kinds.iter().find(|kind| !is_kind_pattern(kind))?;
        Rule::UnknownKind(unknown.clone()).into()
    };
    Some(FieldError::new("kinds", problem))
}

/// The changes of a webhook. Of the address there are no values.
fn diff(before: &Webhook, after: &Webhook) -> Diff {
    let mut diff = Diff::between(before, after);
    if before.url != after.url {
        diff.fields.insert(0, "url".to_owned());
    }
    diff
}
