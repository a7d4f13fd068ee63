//! Deletes expired idempotency keys, also in domains that store no new ones.

use std::time::Duration;

use roster_model::Error;
use roster_store::{domains, idempotency_keys};

use super::idempotency::RETENTION;
use crate::Directory;

const INTERVAL: Duration = Duration::from_hours(1);

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

    /// Deletes the idempotency keys of all domains that are older than 24 hours, in small
    /// transactions so that writes do not wait long.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn purge_idempotency_keys(&self) -> Result<(), Error> {
        let oldest = self.environment().now() - RETENTION;
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
        }
        Ok(())
    }
}
