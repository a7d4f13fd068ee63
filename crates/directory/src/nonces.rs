//! The nonces of Digest challenges. Every node accepts those of the others, and counts their uses.

use std::{
    collections::HashMap,
    sync::{Mutex, MutexGuard, PoisonError},
};

use base64::{Engine as _, prelude::BASE64_URL_SAFE_NO_PAD};
use jiff::{SignedDuration, Timestamp};
use subtle::ConstantTimeEq as _;

use crate::{
    environment::Environment,
    seal::{Secret, keyed_hash},
};

/// How long a nonce is valid.
const LIFE: SignedDuration = SignedDuration::from_mins(5);

/// The most nonces with a count. Only nonces of successful requests have one.
const MOST_COUNTED: usize = 100_000;

const TIME_BYTES: usize = 8;
const RANDOM_BYTES: usize = 8;

/// The nonces of a store, in one process.
///
/// A nonce is valid in every process of the store, but its uses are counted per process: a recorded
/// request can be replayed within five minutes at another process, and never at the same.
pub(crate) struct Nonces {
    key: [u8; 32],
    ledger: Mutex<Ledger>,
}

struct Ledger {
    /// Older nonces are rejected: their counts may have been evicted.
    not_before: Timestamp,
    /// The last use of each nonce.
    last_use: HashMap<String, u32>,
}

impl Nonces {
    pub(crate) fn new(secret: &Secret, environment: &Environment) -> Self {
        let ledger = Ledger { not_before: environment.now(), last_use: HashMap::new() };
        Self { key: secret.key_for("digest nonce"), ledger: Mutex::new(ledger) }
    }

    /// Creates a nonce: the time, random bytes, and a keyed hash of both.
    pub(crate) fn issue(&self, environment: &Environment) -> String {
        let made = environment.now().as_microsecond().to_be_bytes();
        let random: [u8; RANDOM_BYTES] = environment.random();
        let signature = self.signature(&made, &random);
        BASE64_URL_SAFE_NO_PAD.encode([&made[..], &random, &signature].concat())
    }

    /// Uses a nonce for the `nc`th time. Returns whether it is authentic, not expired, and used
    /// less often so far. Call it only after the response has been verified.
    pub(crate) fn spend(&self, nonce: &str, nc: u32, now: Timestamp) -> bool {
        let Some(made) = self.created_at(nonce) else { return false };
        let mut ledger = self.ledger();
        if made < ledger.not_before || !is_young(made, now) {
            return false;
        }
        if ledger.last_use.len() >= MOST_COUNTED {
            ledger.make_room(now, |nonce| self.created_at(nonce));
        }
        let last = ledger.last_use.entry(nonce.to_owned()).or_insert(0);
        if nc <= *last {
            return false;
        }
        *last = nc;
        true
    }

    /// Returns when the nonce was created, if it is authentic.
    fn created_at(&self, nonce: &str) -> Option<Timestamp> {
        let bytes = BASE64_URL_SAFE_NO_PAD.decode(nonce).ok()?;
        let (made, rest) = bytes.split_first_chunk::<TIME_BYTES>()?;
        let (random, signature) = rest.split_first_chunk::<RANDOM_BYTES>()?;
        let authentic: bool = signature.ct_eq(&self.signature(made, random)).into();
        authentic.then(|| Timestamp::from_microsecond(i64::from_be_bytes(*made)).ok())?
    }

    fn signature(&self, made: &[u8], random: &[u8]) -> [u8; 32] {
        keyed_hash(&self.key, &[made, random])
    }

    fn ledger(&self) -> MutexGuard<'_, Ledger> {
        // The ledger is consistent at every point, so a panic of another thread does no harm.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger {
    /// Evicts expired nonces. If that is not enough, evicts all and rejects every nonce created
    /// before; their clients are challenged again.
    fn make_room(&mut self, now: Timestamp, created_at: impl Fn(&str) -> Option<Timestamp>) {
        let young =
            |nonce: &String, _: &mut u32| created_at(nonce).is_some_and(|made| is_young(made, now));
        self.last_use.retain(young);
        if self.last_use.len() > MOST_COUNTED / 2 {
            self.last_use.clear();
            self.not_before = now;
        }
    }
}

/// Nonces from the near future are accepted, because the clocks of nodes may differ.
fn is_young(made: Timestamp, now: Timestamp) -> bool {
    now.duration_since(made).abs() <= LIFE
}
