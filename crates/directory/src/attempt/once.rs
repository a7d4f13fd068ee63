//! Keys under which a request is carried out once.

use std::{
    collections::HashSet,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use roster_model::{Actor, Error, IdempotencyConflict, Problem};
use roster_store::{
    Tx,
    idempotency_keys::{self, Kept, Key},
};

use crate::Directory;

/// The longest key, in characters.
const LONGEST: usize = 255;

/// How long an answer is kept at least.
pub(super) const KEPT_FOR: SignedDuration = SignedDuration::from_hours(24);

/// A key that one request has to itself, as far as this process goes, until this is dropped.
pub struct Claim {
    domain: i64,
    key: Key,
    under_way: UnderWay,
}

/// A claimed key, and what it is used for.
pub struct Once {
    claim: Claim,
    request: String,
}

/// The keys that are claimed.
#[derive(Clone, Default)]
pub(crate) struct UnderWay(Arc<Mutex<HashSet<(i64, Key)>>>);

impl Directory {
    /// Claims a key for a request of `actor`. It is theirs in their domain: somebody else's is
    /// another, be it the same text.
    ///
    /// # Errors
    /// [`Error::Invalid`] in `Idempotency-Key` when it cannot be one; [`Error::IdempotencyConflict`] while a
    /// request with this key is under way.
    pub fn claim(&self, actor: &Actor, key: &str) -> Result<Claim, Error> {
        if !(1..=LONGEST).contains(&key.len()) || !key.bytes().all(|byte| byte.is_ascii_graphic()) {
            return Err(Error::invalid_field("Idempotency-Key", Problem::IdempotencyKey));
        }
        let key = Key { credential: actor.credential.clone(), key: key.to_owned() };
        let (domain, under_way) = (actor.domain.number, self.under_way().clone());
        if !under_way.keys().insert((domain, key.clone())) {
            return Err(Error::IdempotencyConflict(IdempotencyConflict::InProgress));
        }
        Ok(Claim { domain, key, under_way })
    }
}

impl Claim {
    /// The key, used for the request with this digest: requests that say the same have the same.
    pub fn for_request(self, digest: String) -> Once {
        Once { claim: self, request: digest }
    }
}

impl Once {
    /// What was answered to the same request under this key.
    pub(super) async fn recall(
        &self,
        tx: &mut Tx,
        now: Timestamp,
    ) -> Result<Option<String>, Error> {
        let Claim { domain, key, .. } = &self.claim;
        let kept = idempotency_keys::find(tx, *domain, key, now - KEPT_FOR).await?;
        match kept {
            Some(kept) if kept.request != self.request => {
                Err(Error::IdempotencyConflict(IdempotencyConflict::Mismatch))
            }
            kept => Ok(kept.map(|kept| kept.answer)),
        }
    }

    /// Keeps the answer under this key, and forgets some that were kept for long enough.
    pub(super) async fn keep(
        &self,
        tx: &mut Tx,
        answer: &str,
        now: Timestamp,
    ) -> Result<(), Error> {
        let Claim { domain, key, .. } = &self.claim;
        let kept = Kept { request: self.request.clone(), answer: answer.to_owned() };
        idempotency_keys::keep(tx, *domain, key, &kept, now).await?;
        idempotency_keys::sweep(tx, *domain, now - KEPT_FOR).await.map_err(Error::from).map(drop)
    }
}

impl UnderWay {
    fn keys(&self) -> MutexGuard<'_, HashSet<(i64, Key)>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Drop for Claim {
    fn drop(&mut self) {
        self.under_way.keys().remove(&(self.domain, self.key.clone()));
    }
}
