//! Records the use of keys without delaying their requests.

use jiff::Timestamp;
use quick_cache::sync::Cache;
use roster_model::{Error, Id};
use roster_store::{Store, key_uses};

use crate::Directory;

/// The most keys in memory. The store is asked about others each time.
const MOST_KEYS: usize = 10_000;

/// When this process last recorded each key.
pub(crate) struct KeyUses(Cache<(i64, Id), Timestamp>);

impl KeyUses {
    pub(crate) fn new() -> Self {
        Self(Cache::new(MOST_KEYS))
    }

    /// Returns whether the use is to be recorded now, and marks it as recorded.
    fn is_due(&self, domain: i64, key: &Id, now: Timestamp) -> bool {
        let place = (domain, key.clone());
        let recent = self
            .0
            .get(&place)
            .is_some_and(|noted| now.duration_since(noted).abs() < key_uses::SPACING);
        if !recent {
            self.0.insert(place, now);
        }
        !recent
    }
}

impl Directory {
    /// Records that a key opened a domain, or ([`key_uses::NO_DOMAIN`]) identified its owner.
    pub(crate) fn note_use(&self, domain: i64, key: &Id) {
        let now = self.environment().now();
        if !self.access().key_uses.is_due(domain, key, now) {
            return;
        }
        let (store, key) = (self.store().clone(), key.clone());
        tokio::spawn(async move {
            if let Err(error) = stamp(&store, domain, &key, now).await {
                tracing::warn!(key = key.as_str(), %error, "the use of a key was not noted");
            }
        });
    }
}

async fn stamp(store: &Store, domain: i64, key: &Id, now: Timestamp) -> Result<(), Error> {
    let mut tx = store.write().await?;
    key_uses::stamp(&mut tx, domain, key, now).await?;
    Ok(tx.commit().await?)
}
