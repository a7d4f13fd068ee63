//! Answers that were given already. What is shown of a domain is decided by the question and by the
//! last number of the domain's change log, which is read anew for each request: an answer is given
//! again only while nothing has changed, on whichever node it would have.

use std::sync::Arc;

use quick_cache::{Weighter, sync::Cache};
use roster_model::Actor;
use roster_wire::Format;

use crate::reply::Reply;

/// How many bytes of answers are kept in all,
const MOST_BYTES: u64 = 32 << 20;
/// and about how many answers.
const ANSWERS: usize = 20_000;

/// The answers that are kept, each with the number of the log that it is as of.
#[derive(Clone)]
pub(crate) struct Answers(Arc<Cache<Asking, (i64, Reply), Bytes>>);

/// What decides an answer beside the state of the domain.
type Asking = (i64, Format, String);

/// A question whose answer may be kept.
pub(crate) struct Question {
    asking: Asking,
    as_of: i64,
}

impl Question {
    /// The question after `target`, a path with its query; none if the answer depends on more.
    pub(crate) fn of(actor: &Actor, format: Format, target: &str) -> Option<Self> {
        let as_of = actor.as_of.filter(|_| actor.confined_to.is_none())?;
        Some(Self { asking: (actor.domain.number, format, target.to_owned()), as_of })
    }
}

impl Default for Answers {
    fn default() -> Self {
        Self(Arc::new(Cache::with_weighter(ANSWERS, MOST_BYTES, Bytes)))
    }
}

impl Answers {
    /// The answer to `question`, if it is known.
    pub(crate) fn find(&self, question: Option<&Question>) -> Option<Reply> {
        let question = question?;
        let known = self.0.get(&question.asking);
        known.filter(|(as_of, _)| *as_of == question.as_of).map(|(_, reply)| reply)
    }

    /// Keeps the answer to `question`. It may show a later state than the question is as of, as any
    /// answer may that takes a while.
    pub(crate) fn keep(&self, question: Option<Question>, reply: Reply) -> Reply {
        let Some(Question { asking, as_of }) = question else { return reply };
        let reply = reply.tagged();
        self.0.insert(asking, (as_of, reply.clone()));
        reply
    }
}

/// Weighs answers.
#[derive(Clone)]
struct Bytes;

impl Weighter<Asking, (i64, Reply)> for Bytes {
    fn weight(&self, (_, _, target): &Asking, (_, reply): &(i64, Reply)) -> u64 {
        (target.len() + reply.bytes() + 512) as u64
    }
}
