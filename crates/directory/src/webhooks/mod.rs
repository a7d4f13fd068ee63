//! Webhooks: endpoints to which the changes of a domain are sent.
//!
//! The outbox is the change log itself, with a position for each endpoint. [`Webhooks`] is for users,
//! [`Lease`] for the sender of the server.

mod actions;
mod edit;
mod outbox;
mod secret;

use roster_model::{
    Actor, Delivery, Error, Id, Page, Permission, Start, Webhook, WebhookProgress, Window,
};
use roster_store::{Tx, webhook_progress, webhooks};

pub use outbox::{Lease, WaitingWebhook};
pub use secret::SigningSecrets;

use crate::{Directory, op_context::OpContext};

/// The webhooks of a domain.
pub struct Webhooks<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// The webhooks of the actor's domain. Requires `manage_webhooks` and access to all locations: an
    /// endpoint gets every change of the domain, also of records that the actor cannot read.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn webhooks(&self, actor: &Actor) -> Result<Webhooks<'_>, Error> {
        Ok(Webhooks { ctx: self.ctx_everywhere(actor, Permission::MANAGE_WEBHOOKS)? })
    }
}

impl Webhooks<'_> {
    /// All webhooks, oldest first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn all(&self) -> Result<Vec<Webhook>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(webhooks::list(&mut tx, self.ctx.domain().number).await?)
    }

    /// A page of webhooks, oldest first. The id is the sort key.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<Webhook>, Error> {
        let all = self.all().await?;
        let total = u64::try_from(all.len()).unwrap_or(u64::MAX);
        let skipped = match &window.start {
            Start::Offset(offset) => usize::try_from(*offset).unwrap_or(usize::MAX),
            Start::After(id) => {
                let place = all.iter().position(|webhook| webhook.id.as_str() == id);
                place.map_or(usize::MAX, |place| place + 1)
            }
        };
        let limit = usize::try_from(window.limit).unwrap_or(usize::MAX);
        let mut items: Vec<Webhook> =
            all.into_iter().skip(skipped).take(limit.saturating_add(1)).collect();
        let more = items.len() > limit;
        items.truncate(limit);
        let next = items.last().filter(|_| more).map(|webhook| webhook.id.to_string());
        Ok(Page { items, total, next })
    }

    /// Returns the webhook with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, id: &str) -> Result<Webhook, Error> {
        load(&mut self.ctx.read().await?, self.ctx.domain().number, id).await
    }

    /// Returns the webhook with this id for a test, which writes nothing else.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::PreconditionFailed`].
    pub async fn find_for_test(&self, id: &str) -> Result<Webhook, Error> {
        let webhook = self.find(id).await?;
        self.ctx.check_precondition(&webhook)?;
        Ok(webhook)
    }

    /// Returns how far the webhook with this id is.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn progress(&self, id: &str) -> Result<WebhookProgress, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let webhook = load(&mut tx, domain, id).await?;
        webhook_progress::find(&mut tx, domain, &webhook.id).await?.ok_or_else(missing)
    }

    /// A page of the last attempts to deliver to the webhook, newest first. At least the last 1,000
    /// are stored. The number of the attempt is the sort key.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn deliveries(&self, id: &str, window: &Window) -> Result<Page<Delivery>, Error> {
        let domain = self.ctx.domain().number;
        let mut tx = self.ctx.read().await?;
        let webhook = load(&mut tx, domain, id).await?;
        let total = webhook_progress::count_deliveries(&mut tx, domain, &webhook.id).await?;
        let (before, offset) = match &window.start {
            Start::Offset(offset) => (i64::MAX, i64::try_from(*offset).unwrap_or(i64::MAX)),
            Start::After(number) => (number.parse().unwrap_or(0), 0),
        };
        let limit = i64::from(window.limit);
        // One extra row shows whether there are earlier attempts.
        let rows = limit.saturating_add(1);
        let mut found =
            webhook_progress::deliveries(&mut tx, domain, &webhook.id, before, offset, rows)
                .await?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = found.len() > limit;
        found.truncate(limit);
        let next = found.last().filter(|_| more).map(|(number, _)| number.to_string());
        Ok(Page {
            items: found.into_iter().map(|(_, delivery)| delivery).collect(),
            total: u64::try_from(total).unwrap_or(0),
            next,
        })
    }
}

/// Loads the webhook with this id.
///
/// # Errors
/// [`Error::NotFound`].
async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Webhook, Error> {
    let Some(id) = Id::parse(id) else { return Err(missing()) };
    webhooks::find(tx, domain, id.as_str()).await?.ok_or_else(missing)
}

fn missing() -> Error {
    Error::not_found("webhook")
}
