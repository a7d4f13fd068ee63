//! The nonces of Digest challenges: made so that every node knows its own kind again, and spent by
//! counting.

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

/// How long a nonce is good.
const LIFE: SignedDuration = SignedDuration::from_mins(5);

/// How many nonces are counted at a time; only those that a right answer was given to are.
const MOST_COUNTED: usize = 100_000;

const TIME_BYTES: usize = 8;
const RANDOM_BYTES: usize = 8;

/// The nonces of a store, as one process sees them.
///
/// A nonce is good in every process of the store, but its uses are counted in each: a request that
/// somebody recorded can be replayed within five minutes at another process, and nowhere twice.
pub(crate) struct Nonces {
    key: [u8; 32],
    ledger: Mutex<Ledger>,
}

struct Ledger {
    /// Nonces made earlier may have been counted and forgotten, so they are refused.
    not_before: Timestamp,
    /// The last use of each nonce.
    last_use: HashMap<String, u32>,
}

impl Nonces {
    pub(crate) fn new(secret: &Secret, environment: &Environment) -> Self {
        let ledger = Ledger { not_before: environment.now(), last_use: HashMap::new() };
        Self { key: secret.key_for("digest nonce"), ledger: Mutex::new(ledger) }
    }

    /// A fresh nonce: when it was made, something random, and a keyed hash of both.
    pub(crate) fn issue(&self, environment: &Environment) -> String {
        let made = environment.now().as_microsecond().to_be_bytes();
        let random: [u8; RANDOM_BYTES] = environment.random();
        let signature = self.signature(&made, &random);
        BASE64_URL_SAFE_NO_PAD.encode([&made[..], &random, &signature].concat())
    }

    /// Uses a nonce for the `nc`th time, and whether that can be: it was made here, is young enough,
    /// and was not used so often yet. To be called for right answers only.
    pub(crate) fn spend(&self, nonce: &str, nc: u32, now: Timestamp) -> bool {
        let Some(made) = self.made_at(nonce) else { return false };
        let mut ledger = self.ledger();
        if made < ledger.not_before || !is_young(made, now) {
            return false;
        }
        if ledger.last_use.len() >= MOST_COUNTED {
            ledger.make_room(now, |nonce| self.made_at(nonce));
        }
        let last = ledger.last_use.entry(nonce.to_owned()).or_insert(0);
        if nc <= *last {
            return false;
        }
        *last = nc;
        true
    }

    /// When the nonce was made, if it was made with our key.
    fn made_at(&self, nonce: &str) -> Option<Timestamp> {
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
        // Every change of the ledger is whole at every instant, so a panic elsewhere spoils nothing.
        self.ledger.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

impl Ledger {
    /// Forgets the nonces that are too old to be used; all, when that is not enough, and with them
    /// every nonce made until now. Their clients are challenged anew.
    fn make_room(&mut self, now: Timestamp, made_at: impl Fn(&str) -> Option<Timestamp>) {
        let young =
            |nonce: &String, _: &mut u32| made_at(nonce).is_some_and(|made| is_young(made, now));
        self.last_use.retain(young);
        if self.last_use.len() > MOST_COUNTED / 2 {
            self.last_use.clear();
            self.not_before = now;
        }
    }
}

/// The clocks of two nodes may differ, so that a nonce can come from what looks like the future.
fn is_young(made: Timestamp, now: Timestamp) -> bool {
    now.duration_since(made).abs() <= LIFE
}
