//! A cache of responses.
//!
//! A response is determined by its request and by the last number of the domain's change log, which is
//! read for every request: a cached response is served only while nothing has changed, on any node.
//! Responses with activity counts also depend on the activity version and on the current second.

use std::sync::Arc;

use quick_cache::{Weighter, sync::Cache};
use roster_model::{Actor, StateVersion};
use roster_wire::Format;

use crate::reply::Reply;

/// Limit for the bytes of cached responses.
const MOST_BYTES: u64 = 32 << 20;
/// Approximate limit for the number of responses.
const ANSWERS: usize = 20_000;

/// Cached responses with their validators.
#[derive(Clone)]
pub(crate) struct ResponseCache(Arc<Cache<Asking, (Holding, Reply), Bytes>>);

/// The cache key, apart from the state of the domain.
type Asking = (i64, Format, String);

/// The validator: the last number of the change log and, for responses with activity counts, the
/// activity version and time.
type Holding = (i64, Option<StateVersion>);

/// The key of a cacheable response.
pub(crate) struct CacheKey {
    asking: Asking,
    holding: Holding,
}

impl CacheKey {
    /// The key for `target`, a path with its query, and whether activity counts are included;
    /// `None` if the response depends on more.
    pub(crate) fn of(
        actor: &Actor,
        format: Format,
        target: &str,
        with_activity: bool,
    ) -> Option<Self> {
        let state_version = actor.state_version.filter(|_| actor.confined_to.is_none())?;
        Some(Self {
            asking: (actor.domain.number, format, target.to_owned()),
            holding: (state_version.seq, with_activity.then_some(state_version)),
        })
    }
}

impl Default for ResponseCache {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(ANSWERS, MOST_BYTES, Bytes)))
    }
}

impl ResponseCache {
    /// The cached response for a key.
    pub(crate) fn find(&self, question: Option<&CacheKey>) -> Option<Reply> {
        let question = question?;
        let known = self.0.get(&question.asking);
        known.filter(|(holding, _)| *holding == question.holding).map(|(_, reply)| reply)
    }

    /// Caches the response for a key. It may show a later state than the key, like any response
    /// that takes a while.
    pub(crate) fn keep(&self, question: Option<CacheKey>, reply: Reply) -> Reply {
        let Some(CacheKey { asking, holding }) = question else { return reply };
        let reply = reply.tagged();
        self.0.insert(asking, (holding, reply.clone()));
        reply
    }
}

/// Weighs responses by size.
#[derive(Clone)]
struct Bytes;

impl Weighter<Asking, (Holding, Reply)> for Bytes {
    fn weight(&self, (_, _, target): &Asking, (_, reply): &(Holding, Reply)) -> u64 {
        (target.len() + reply.bytes() + 512) as u64
    }
}
