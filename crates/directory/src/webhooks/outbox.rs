//! What the sender of a server needs: which endpoints have work, a lease for one of them, its next
//! changes, and a place to record the outcome.
//!
//! A lease is a row in the store, so of several processes one sends to an endpoint. It ends by itself
//! when its process dies. Progress is recorded only under the lease and the revision that it began
//! with, so a process that was paused for long, or an action of a user, is never overwritten.

use jiff::{SignedDuration, Timestamp};
use roster_model::{
    Actor, Change, Channel, Delivery, Diff, Domain, Error, Id, Kind, Rights, Webhook,
    WebhookProgress, Who,
};
use roster_store::{changes, domains, webhook_progress, webhooks};

pub use webhook_progress::Waiting as WaitingWebhook;

use super::SigningSecrets;
use crate::{Directory, unit_of_work::WriteTx};

/// The number of attempts that are stored for each endpoint.
const KEPT_DELIVERIES: i64 = 1_000;

/// The right of this process to send to an endpoint.
pub struct Lease {
    directory: Directory,
    domain: i64,
    webhook: Id,
    holder: String,
    length: SignedDuration,
}

impl Directory {
    /// The endpoints of all domains that are paused, or active with changes after their position.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn waiting_webhooks(&self) -> Result<Vec<WaitingWebhook>, Error> {
        let mut tx = self.store().read_single().await?;
        Ok(webhook_progress::waiting(&mut tx).await?)
    }

    /// At most `limit` changes of a domain after number `seq`, for the sender of webhooks.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn changes_to_send(
        &self,
        domain: i64,
        seq: i64,
        limit: u32,
    ) -> Result<Vec<Change>, Error> {
        let mut tx = self.store().read_single().await?;
        Ok(changes::after(&mut tx, domain, seq, limit).await?)
    }

    /// The server itself as an actor in a domain; `None` when the domain does not exist.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn server_actor(&self, domain: i64) -> Result<Option<Actor>, Error> {
        let mut tx = self.store().read_single().await?;
        Ok(domains::numbered(&mut tx, domain).await?.map(server))
    }

    /// A webhook with the secrets that are valid now; `None` when it does not exist.
    ///
    /// # Errors
    /// [`Error::Internal`] when the secrets cannot be decrypted; [`Error::Unavailable`].
    pub async fn webhook_to_send(
        &self,
        domain: i64,
        webhook: &Id,
    ) -> Result<Option<(Webhook, SigningSecrets)>, Error> {
        let mut tx = self.store().read_single().await?;
        let found = webhooks::find_with_secrets(&mut tx, domain, webhook.as_str()).await?;
        let Some((webhook, secrets)) = found else { return Ok(None) };
        let secrets = SigningSecrets::decrypt(self, &webhook.id, &secrets, self.now())?;
        Ok(Some((webhook, secrets)))
    }

    /// Takes the lease of an endpoint for this process, named `holder`. Returns `None` when another
    /// process has it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn claim_webhook(
        &self,
        domain: i64,
        webhook: &Id,
        holder: &str,
        length: SignedDuration,
    ) -> Result<Option<(Lease, WebhookProgress)>, Error> {
        let lease = Lease {
            directory: self.clone(),
            domain,
            webhook: webhook.clone(),
            holder: holder.to_owned(),
            length,
        };
        if !lease.extend().await? {
            return Ok(None);
        }
        let mut tx = self.store().read_single().await?;
        let progress = webhook_progress::find(&mut tx, domain, webhook).await?;
        Ok(progress.map(|progress| (lease, progress)))
    }

    /// Stores an attempt outside the order of changes: a test.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn record_test(
        &self,
        actor: &Actor,
        webhook: &Id,
        delivery: &Delivery,
    ) -> Result<(), Error> {
        let domain = actor.domain.number;
        let mut tx = self.store().write().await?;
        if webhook_progress::take(&mut tx, domain, webhook).await?.is_none() {
            return Ok(());
        }
        let rows = std::slice::from_ref(delivery);
        webhook_progress::log(&mut tx, domain, webhook, rows, KEPT_DELIVERIES).await?;
        Ok(tx.commit().await?)
    }
}

impl Lease {
    /// Extends the lease from now. Returns `false` when it is lost.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn extend(&self) -> Result<bool, Error> {
        let now = self.directory.now();
        let mut tx = self.directory.store().write().await?;
        let until = self.until(now);
        let (domain, webhook) = (self.domain, &self.webhook);
        let held =
            webhook_progress::claim(&mut tx, domain, webhook, &self.holder, now, until).await?;
        tx.commit().await?;
        Ok(held)
    }

    /// Records progress and attempts, and extends the lease. Returns `false`, without a change, when
    /// the lease is lost or a user has moved the position.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn record(
        &self,
        progress: &WebhookProgress,
        deliveries: &[Delivery],
    ) -> Result<bool, Error> {
        let (domain, webhook) = (self.domain, &self.webhook);
        let mut tx = self.directory.store().write().await?;
        let until = self.until(self.directory.now());
        let holder = &self.holder;
        if !webhook_progress::record(&mut tx, domain, webhook, progress, holder, until).await? {
            return Ok(false);
        }
        if !deliveries.is_empty() {
            webhook_progress::log(&mut tx, domain, webhook, deliveries, KEPT_DELIVERIES).await?;
        }
        tx.commit().await?;
        Ok(true)
    }

    /// Pauses the webhook, unless it is inactive already.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn pause(&self, reason: &str) -> Result<(), Error> {
        let Some(actor) = self.directory.server_actor(self.domain).await? else { return Ok(()) };
        let mut tx = WriteTx::begin(&self.directory, &actor).await?;
        let id = self.webhook.as_str();
        let found = webhooks::find(&mut tx.store, self.domain, id).await?;
        let Some(webhook) = found.filter(|webhook| webhook.active) else { return Ok(()) };
        let paused_reason = Some(reason.to_owned());
        let paused = Webhook { active: false, paused_reason, ..webhook.clone() };
        webhooks::update(&mut tx.store, self.domain, &paused).await?;
        tx.log(Kind::WebhookUpdated, id, None, Diff::between(&webhook, &paused));
        tx.commit_or_defer().await
    }

    /// Ends the lease, so that another process can take it at once.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn release(self) -> Result<(), Error> {
        let mut tx = self.directory.store().write().await?;
        webhook_progress::release(&mut tx, self.domain, &self.webhook, &self.holder).await?;
        Ok(tx.commit().await?)
    }

    fn until(&self, now: Timestamp) -> Timestamp {
        now.checked_add(self.length).unwrap_or(now)
    }
}

/// The server itself, in a domain.
fn server(domain: Domain) -> Actor {
    Actor {
        domain,
        who: Who::Server,
        channel: Channel::Server,
        rights: Rights::Admin,
        confined_to: None,
        credential: "server".to_owned(),
        state_version: None,
    }
}
