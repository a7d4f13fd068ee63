//! Records when keys are used, without delaying the request.

use jiff::Timestamp;
use quick_cache::sync::Cache;
use roster_model::{Error, Id};
use roster_store::{Store, key_uses};

use crate::Directory;

/// The capacity, in pairs of domain and key. For others the store is asked with each use.
const MAX_ENTRIES: usize = 10_000;

/// When this process last recorded the use of each key in each domain.
pub(crate) struct LastUsed(Cache<(i64, Id), Timestamp>);

impl LastUsed {
    pub(crate) fn new() -> Self {
        Self(Cache::new(MAX_ENTRIES))
    }

    /// Whether a use must be recorded now. Then the next one is due after [`key_uses::SPACING`].
    fn is_due(&self, domain: i64, key: &Id, now: Timestamp) -> bool {
        let entry = (domain, key.clone());
        let is_recent = self
            .0
            .get(&entry)
            .is_some_and(|recorded| now.duration_since(recorded).abs() < key_uses::SPACING);
        if !is_recent {
            self.0.insert(entry, now);
        }
        !is_recent
    }
}

impl Directory {
    /// Records the use of a key in a domain, or outside any domain ([`key_uses::NO_DOMAIN`]).
    pub(crate) fn record_key_use(&self, domain: i64, key: &Id) {
        let now = self.environment().now();
        if !self.auth().last_used.is_due(domain, key, now) {
            return;
        }
        let (store, key) = (self.store().clone(), key.clone());
        tokio::spawn(async move {
            if let Err(error) = record(&store, domain, &key, now).await {
                tracing::warn!(key = key.as_str(), %error, "use of a key not recorded");
            }
        });
    }
}

async fn record(store: &Store, domain: i64, key: &Id, now: Timestamp) -> Result<(), Error> {
    let mut tx = store.write().await?;
    key_uses::stamp(&mut tx, domain, key, now).await?;
    Ok(tx.commit().await?)
}
