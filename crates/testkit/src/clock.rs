//! Deterministic time and randomness.

use std::sync::{Arc, Mutex, PoisonError};

use jiff::{SignedDuration, Timestamp};
use roster_directory::{Clock, Environment, Rng};

/// A clock that moves only on request.
pub struct FixedClock {
    now: Mutex<Timestamp>,
}

impl FixedClock {
    /// A clock that shows `now`.
    pub fn at(now: Timestamp) -> Self {
        Self { now: Mutex::new(now) }
    }

    /// Sets the clock.
    pub fn set(&self, now: Timestamp) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) = now;
    }

    /// Advances the clock by `by`.
    pub fn advance(&self, by: SignedDuration) {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner) += by;
    }
}

impl Clock for FixedClock {
    fn now(&self) -> Timestamp {
        *self.now.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Random-looking bytes that are the same in every run (`SplitMix64`).
pub struct SeededRng {
    state: Mutex<u64>,
}

impl SeededRng {
    /// The bytes of a seed.
    pub fn from_seed(seed: u64) -> Self {
        Self { state: Mutex::new(seed) }
    }
}

impl Rng for SeededRng {
    fn fill(&self, bytes: &mut [u8]) {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        for chunk in bytes.chunks_mut(8) {
            let drawn = next(&mut state).to_le_bytes();
            chunk.copy_from_slice(&drawn[..chunk.len()]);
        }
    }
}

fn next(state: &mut u64) -> u64 {
    *state = state.wrapping_add(0x9E37_79B9_7F4A_7C15);
    let mixed = (*state ^ (*state >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    let mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
    mixed ^ (mixed >> 31)
}

/// An environment that is the same in every run, and its clock: noon of 1 July 2026, UTC.
pub fn environment() -> (Environment, Arc<FixedClock>) {
    const NOON: i64 = 1_782_907_200;
    let noon = Timestamp::from_second(NOON).unwrap_or_default();
    let clock = Arc::new(FixedClock::at(noon));
    let rng = Arc::new(SeededRng::from_seed(1));
    (Environment::new(Arc::clone(&clock) as Arc<dyn Clock>, rng), clock)
}
