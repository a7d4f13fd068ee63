//! Deletes what has expired: idempotency keys, also in domains that store no new ones, the values of
//! old changes, and people whose deletion can no longer be undone.

use std::time::Duration;

use jiff::{SignedDuration, Timestamp};
use roster_model::Error;
use roster_store::{changes, deleted_people, domains, idempotency_keys, scim::purge_removed};

use super::idempotency::RETENTION;
use crate::{Directory, changes::values_since, deleted_people::restorable_since};

const INTERVAL: Duration = Duration::from_hours(1);

/// The number of changes or people in one transaction.
const BATCH_SIZE: i64 = 500;
/// How long the data of a worker that a SCIM client deleted is kept.
const REMOVED_RETENTION: SignedDuration = SignedDuration::from_hours(30 * 24);

impl Directory {
    /// Deletes expired idempotency keys now and then every hour. Never returns.
    pub async fn purge_idempotency_keys_hourly(&self) {
        let mut hours = tokio::time::interval(INTERVAL);
        loop {
            hours.tick().await;
            if let Err(error) = self.purge_idempotency_keys().await {
                tracing::warn!(%error, "expired idempotency keys were not deleted");
            }
        }
    }

    /// Deletes the values of old changes, and people whose deletion can no longer be undone, now and
    /// then every hour. Never returns.
    pub async fn purge_history_hourly(&self) {
        let mut hours = tokio::time::interval(INTERVAL);
        loop {
            hours.tick().await;
            if let Err(error) = self.purge_history().await {
                tracing::warn!(%error, "expired history was not deleted");
            }
        }
    }

    /// As [`Directory::purge_history_hourly`], once.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn purge_history(&self) -> Result<(), Error> {
        let now = self.environment().now();
        let mut tx = self.store().read().await?;
        let all = domains::list(&mut tx).await?;
        drop(tx);
        for domain in all {
            let number = domain.number;
            if let Some(since) = values_since(&domain.settings, now) {
                while self.drop_values(number, since).await? {}
            }
            while self.sweep_deleted(number).await? {}
        }
        Ok(())
    }

    /// Deletes the values of some changes before `since`. Returns whether there may be more.
    async fn drop_values(&self, domain: i64, since: Timestamp) -> Result<bool, Error> {
        let mut tx = self.store().write().await?;
        let more = changes::drop_values(&mut tx, domain, since, BATCH_SIZE).await?;
        tx.commit().await?;
        Ok(more)
    }

    /// Forgets some people whose deletion can no longer be undone. Returns whether there may be more.
    async fn sweep_deleted(&self, domain: i64) -> Result<bool, Error> {
        let until = restorable_since(self.environment().now());
        let mut tx = self.store().write().await?;
        let swept = deleted_people::sweep(&mut tx, domain, until, BATCH_SIZE).await?;
        tx.commit().await?;
        Ok(swept > 0)
    }

    /// Deletes the idempotency keys of all domains that are older than 24 hours, and the data of workers
    /// that a SCIM client deleted 30 days ago, in small transactions so that writes do not wait long.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn purge_idempotency_keys(&self) -> Result<(), Error> {
        let now = self.environment().now();
        let oldest = now - RETENTION;
        let mut tx = self.store().read().await?;
        let all = domains::list(&mut tx).await?;
        drop(tx);
        for domain in all {
            let mut has_more = true;
            while has_more {
                let mut tx = self.store().write().await?;
                has_more = idempotency_keys::sweep(&mut tx, domain.number, oldest).await?;
                tx.commit().await?;
            }
            let mut tx = self.store().write().await?;
            purge_removed(&mut tx, domain.number, now - REMOVED_RETENTION).await?;
            tx.commit().await?;
        }
        Ok(())
    }
}
