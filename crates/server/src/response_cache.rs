//! A cache of responses to reads of workers.
//!
//! What a response shows depends on the request and on the last number of the domain's change log,
//! which every request reads. So a response is valid on every node until that number changes. A
//! response that shows activity also depends on the number of the activity log and on the current
//! second of the clock.

use std::sync::Arc;

use quick_cache::{Weighter, sync::Cache};
use roster_model::{Actor, StateVersion};
use roster_wire::Format;

use crate::reply::Reply;

/// The expected number of cached responses. With so few, the cache has at most four shards on any number
/// of cores, so a response can have a quarter of its memory: a list of 1,000 workers has one MiB.
const EXPECTED_RESPONSES: usize = 128;

/// The responses of a server. Cheap to clone.
#[derive(Clone)]
pub(crate) struct ResponseCache(Arc<Cache<Request, (Validity, Reply), ByteWeighter>>);

/// The request: number of the domain, format, and target.
type Request = (i64, Format, String);

/// The state that a response shows: the last number of the change log and, if it shows activity,
/// the whole state version.
type Validity = (i64, Option<StateVersion>);

/// Identifies a response that may be cached.
pub(crate) struct CacheKey {
    request: Request,
    validity: Validity,
}

impl CacheKey {
    /// Creates the key for `target`, a path with its query.
    ///
    /// Returns none if the response depends on more: the caller is limited to some locations, or the
    /// state version is unknown.
    pub(crate) fn new(
        actor: &Actor,
        format: Format,
        target: &str,
        with_activity: bool,
    ) -> Option<Self> {
        let state_version = actor.state_version.filter(|_| actor.confined_to.is_none())?;
        Some(Self {
            request: (actor.domain.number, format, target.to_owned()),
            validity: (state_version.seq, with_activity.then_some(state_version)),
        })
    }
}

impl ResponseCache {
    /// A cache of at most this number of bytes.
    pub(crate) fn new(bytes: u64) -> Self {
        Self(Arc::new(Cache::with_weighter(EXPECTED_RESPONSES, bytes, ByteWeighter)))
    }

    /// The current size in bytes.
    pub(crate) fn bytes(&self) -> u64 {
        self.0.weight()
    }

    /// Finds a valid response.
    pub(crate) fn get(&self, key: Option<&CacheKey>) -> Option<Reply> {
        let key = key?;
        let cached = self.0.get(&key.request);
        cached.filter(|(validity, _)| *validity == key.validity).map(|(_, reply)| reply)
    }

    /// Stores a response, and returns it with its `ETag`. It may show a later state than the key
    /// has, like any response that a change overtakes.
    pub(crate) fn insert(&self, key: Option<CacheKey>, reply: Reply) -> Reply {
        let Some(CacheKey { request, validity }) = key else { return reply };
        let reply = reply.tagged();
        self.0.insert(request, (validity, reply.clone()));
        reply
    }
}

/// Weighs responses by their size in memory.
#[derive(Clone)]
struct ByteWeighter;

impl Weighter<Request, (Validity, Reply)> for ByteWeighter {
    fn weight(&self, (_, _, target): &Request, (_, reply): &(Validity, Reply)) -> u64 {
        (target.len() + reply.bytes() + 512) as u64
    }
}

#[cfg(test)]
mod tests {
    use roster_directory::CacheMemory;

    use super::ResponseCache;

    #[test]
    fn response_can_have_a_quarter_of_the_memory() {
        let bytes = CacheMemory::default().responses();
        assert!(ResponseCache::new(bytes).0.shard_capacity() >= bytes / 4);
    }
}
