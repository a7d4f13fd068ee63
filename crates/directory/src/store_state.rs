//! What a process writes about the store itself: its identity, and the time.

use std::time::Duration;

use roster_model::Error;
use roster_store::{
    Store,
    identity::{self, Identity},
    latest_time,
};

use crate::{Directory, environment::Environment};

/// How often the time is recorded.
const INTERVAL: Duration = Duration::from_mins(1);

/// Loads the identity of the store, or creates it, and continues its time.
///
/// # Errors
/// [`Error::Unavailable`] or [`Error::Internal`] of the store.
pub(crate) async fn open(store: &Store, environment: &Environment) -> Result<Identity, Error> {
    let mut tx = store.read().await?;
    if let Some(latest) = latest_time::find(&mut tx).await? {
        environment.not_before(latest);
    }
    let found = identity::find(&mut tx).await?;
    drop(tx);
    if let Some(identity) = found {
        return Ok(identity);
    }
    let mut tx = store.write().await?;
    let identity = identity::find_or_keep(&mut tx, environment.id().as_str()).await?;
    tx.commit().await?;
    Ok(identity)
}

impl Directory {
    /// Records the time now and then every minute, so that it does not go back when the clock is set
    /// back and the process restarts. Never returns.
    pub async fn record_time_every_minute(&self) {
        let mut minutes = tokio::time::interval(INTERVAL);
        loop {
            minutes.tick().await;
            if let Err(error) = self.record_time().await {
                tracing::warn!(%error, "time not recorded");
            }
        }
    }

    /// Records the time, and moves everything into the main file of an embedded store. Call it before
    /// the process ends.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn close(&self) -> Result<(), Error> {
        self.record_time().await?;
        Ok(self.store().checkpoint().await?)
    }

    async fn record_time(&self) -> Result<(), Error> {
        let mut tx = self.store().write().await?;
        latest_time::record(&mut tx, self.environment().now()).await?;
        Ok(tx.commit().await?)
    }
}
