//! Deletes expired idempotency keys and the data of workers that were deleted long ago, also in domains
//! that have no writes.

use std::time::Duration;

use jiff::SignedDuration;
use roster_model::Error;
use roster_store::{domains, idempotency_keys, scim::purge_removed};

use super::idempotency::RETENTION;
use crate::Directory;

const INTERVAL: Duration = Duration::from_hours(1);

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
