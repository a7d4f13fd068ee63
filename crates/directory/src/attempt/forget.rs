//! Forgetting answers that were kept for long enough, where no other comes to push them out.

use std::time::Duration;

use roster_model::Error;
use roster_store::{domains, idempotency_keys};

use super::once::KEPT_FOR;
use crate::Directory;

/// How often it is looked for them.
const EVERY: Duration = Duration::from_hours(1);

impl Directory {
    /// Forgets them at once, and every hour from then on: so a store keeps no more than the answers of
    /// a day and an hour. For whoever serves the directory; it never ends.
    pub async fn forget_answers_hourly(&self) {
        let mut hours = tokio::time::interval(EVERY);
        loop {
            hours.tick().await;
            if let Err(error) = self.forget_answers().await {
                tracing::warn!(%error, "old answers were not forgotten");
            }
        }
    }

    /// Forgets the answers to requests with a key that were kept for long enough, in all domains. It
    /// takes a few at a time, so that no write waits for it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn forget_answers(&self) -> Result<(), Error> {
        let since = self.environment().now() - KEPT_FOR;
        let mut tx = self.store().read().await?;
        let all = domains::list(&mut tx).await?;
        drop(tx);
        for domain in all {
            let mut more = true;
            while more {
                let mut tx = self.store().write().await?;
                more = idempotency_keys::sweep(&mut tx, domain.number, since).await?;
                tx.commit().await?;
            }
        }
        Ok(())
    }
}
