//! Nonces of Digest challenges. A nonce is signed, so any process of the store recognises it.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use subtle::ConstantTimeEq as _;

use super::encryption::{StoreSecret, keyed_hash};
use crate::environment::Environment;

/// How long a nonce is valid.
const TTL: SignedDuration = SignedDuration::from_mins(5);

/// The maximum number of nonces with a stored count. Only correct responses store one.
const MAX_COUNTED: usize = 100_000;

const TIME_BYTES: usize = 8;
const RANDOM_BYTES: usize = 8;

/// Issues nonces and counts their uses.
///
/// A nonce is valid in every process of the store, but each process counts its uses separately. So a
/// recorded request can be replayed once at each other process, within five minutes.
pub(crate) struct Nonces {
    key: [u8; 32],
    uses: Mutex<Uses>,
}

struct Uses {
    /// Nonces issued earlier are rejected, because their counts were deleted.
    not_before: Timestamp,
    /// The last count of each nonce.
    last_count: HashMap<String, u32>,
}

impl Nonces {
    pub(crate) fn new(secret: &StoreSecret, environment: &Environment) -> Self {
        let uses = Uses { not_before: environment.now(), last_count: HashMap::new() };
        Self { key: secret.derive_key("digest nonce"), uses: Mutex::new(uses) }
    }

    /// Issues a nonce: the time, random bytes, and a keyed hash of both.
    pub(crate) fn issue(&self, environment: &Environment) -> String {
        let issued_at = environment.now().as_microsecond().to_be_bytes();
        let random: [u8; RANDOM_BYTES] = environment.random();
        let signature = self.signature(&issued_at, &random);
        BASE64_URL_SAFE_NO_PAD.encode([&issued_at[..], &random, &signature].concat())
    }

    /// Records use number `nc` of a nonce. Returns whether the use is valid: the signature is
    /// authentic, the nonce has not expired, and `nc` is greater than before. Call it only for a
    /// correct response, so that no other client can use up the nonce.
    pub(crate) fn spend(&self, nonce: &str, nc: u32, now: Timestamp) -> bool {
        let Some(issued_at) = self.issued_at(nonce) else { return false };
        let mut uses = self.uses();
        if issued_at < uses.not_before || !is_valid_at(issued_at, now) {
            return false;
        }
        if uses.last_count.len() >= MAX_COUNTED {
            uses.evict(now, |nonce| self.issued_at(nonce));
        }
        let last = uses.last_count.entry(nonce.to_owned()).or_insert(0);
        if nc <= *last {
            return false;
        }
        *last = nc;
        true
    }

    /// When the nonce was issued, if its signature is authentic.
    fn issued_at(&self, nonce: &str) -> Option<Timestamp> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(nonce).ok()?;
        let (time, rest) = bytes.split_first_chunk::<TIME_BYTES>()?;
        let (random, signature) = rest.split_first_chunk::<RANDOM_BYTES>()?;
        let authentic: bool = signature.ct_eq(&self.signature(time, random)).into();
        authentic.then(|| Timestamp::from_microsecond(i64::from_be_bytes(*time)).ok())?
    }

    fn signature(&self, time: &[u8], random: &[u8]) -> [u8; 32] {
        keyed_hash(&self.key, &[time, random])
    }

    fn uses(&self) -> MutexGuard<'_, Uses> {
        // Each change is complete at any point, so a panic elsewhere leaves a consistent value.
        self.uses.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Uses {
    /// Removes expired nonces. If that frees less than half of the space, removes all nonces and
    /// rejects those issued before now. Their clients receive a new challenge.
    fn evict(&mut self, now: Timestamp, issued_at: impl Fn(&str) -> Option<Timestamp>) {
        let is_valid =
            |nonce: &String, _: &mut u32| issued_at(nonce).is_some_and(|at| is_valid_at(at, now));
        self.last_count.retain(is_valid);
        if self.last_count.len() > MAX_COUNTED / 2 {
            self.last_count.clear();
            self.not_before = now;
        }
    }
}

/// The clocks of two nodes can differ, so a nonce may have been issued in the future.
fn is_valid_at(issued_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(issued_at).abs() <= TTL
}
