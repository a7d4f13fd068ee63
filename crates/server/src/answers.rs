//! ResponseCache that were given already. What is shown of a domain is decided by the question and by the
//! last number of the domain's change log, which is known anew for each request: an answer is given
//! again only while nothing has changed, on whichever node it would have. ResponseCache that count activity
//! are decided by its number as well, and kept until the clock's next second.

use std::sync::Arc;

use quick_cache::{Weighter, sync::Cache};
use roster_model::{Actor, StateVersion};
use roster_wire::Format;

use crate::reply::Reply;

/// How many bytes of answers are kept in all,
const MOST_BYTES: u64 = 32 << 20;
/// and about how many answers.
const ANSWERS: usize = 20_000;

/// The answers that are kept, each with what it holds as long as.
#[derive(Clone)]
pub(crate) struct ResponseCache(Arc<Cache<Asking, (Holding, Reply), Bytes>>);

/// What decides an answer beside the state of the domain.
type Asking = (i64, Format, String);

/// What must be as it was for an answer to hold: the last number of the change log and, of an answer
/// that counts activity, all else.
type Holding = (i64, Option<StateVersion>);

/// A question whose answer may be kept.
pub(crate) struct CacheKey {
    asking: Asking,
    holding: Holding,
}

impl CacheKey {
    /// The question after `target`, a path with its query, and whether activity is part of it; none
    /// if the answer depends on more.
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
    /// The answer to `question`, if it is known.
    pub(crate) fn find(&self, question: Option<&CacheKey>) -> Option<Reply> {
        let question = question?;
        let known = self.0.get(&question.asking);
        known.filter(|(holding, _)| *holding == question.holding).map(|(_, reply)| reply)
    }

    /// Keeps the answer to `question`. It may show a later state than the question is as of, as any
    /// answer may that takes a while.
    pub(crate) fn keep(&self, question: Option<CacheKey>, reply: Reply) -> Reply {
        let Some(CacheKey { asking, holding }) = question else { return reply };
        let reply = reply.tagged();
        self.0.insert(asking, (holding, reply.clone()));
        reply
    }
}

/// Weighs answers.
#[derive(Clone)]
struct Bytes;

impl Weighter<Asking, (Holding, Reply)> for Bytes {
    fn weight(&self, (_, _, target): &Asking, (_, reply): &(Holding, Reply)) -> u64 {
        (target.len() + reply.bytes() + 512) as u64
    }
}
