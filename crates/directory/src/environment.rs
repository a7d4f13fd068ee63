//! Time and randomness as arguments, so that tests are exact.

use std::sync::{
    Arc,
    atomic::{AtomicI64, Ordering},
};

use jiff::Timestamp;
use roster_model::Id;

/// A source of the current time.
pub trait Clock: Send + Sync {
    /// The current time.
    fn now(&self) -> Timestamp;
}

/// A source of random bytes, fit for secrets.
pub trait Rng: Send + Sync {
    /// Fills `bytes`.
    fn fill(&self, bytes: &mut [u8]);
}

/// The clock and the random source of a directory.
#[derive(Clone)]
pub struct Environment {
    clock: Arc<dyn Clock>,
    rng: Arc<dyn Rng>,
    /// The latest time that was seen, in microseconds since 1970. Clones share it.
    latest: Arc<AtomicI64>,
}

impl Environment {
    /// Creates an environment.
    pub fn new(clock: Arc<dyn Clock>, rng: Arc<dyn Rng>) -> Self {
        Self { clock, rng, latest: Arc::new(AtomicI64::new(i64::MIN)) }
    }

    /// The machine's clock and the operating system's randomness.
    pub fn system() -> Self {
        Self::new(Arc::new(SystemClock), Arc::new(SystemRng))
    }

    /// The current time in whole microseconds, the resolution of the store. It never goes back: when
    /// the clock is set back, the latest time stays until the clock has reached it again. So what
    /// has expired stays expired.
    pub fn now(&self) -> Timestamp {
        self.not_before(self.clock.now())
    }

    /// The time of the clock, which can go back: for codes that another device computes from its own
    /// clock.
    pub fn clock_time(&self) -> Timestamp {
        self.clock.now()
    }

    /// Raises the current time to `at`, unless it is later. Returns the current time.
    pub(crate) fn not_before(&self, at: Timestamp) -> Timestamp {
        let micros = at.as_microsecond();
        let latest = self.latest.fetch_max(micros, Ordering::Relaxed).max(micros);
        Timestamp::from_microsecond(latest).unwrap_or(at)
    }

    /// Returns `N` random bytes.
    pub fn random<const N: usize>(&self) -> [u8; N] {
        let mut bytes = [0; N];
        self.rng.fill(&mut bytes);
        bytes
    }

    /// Creates an ID.
    pub fn id(&self) -> Id {
        Id::new(self.clock.now(), self.random())
    }

    /// Creates a random text of `len` characters from `A-Z`, `a-z` and `0-9`.
    pub fn alphanumeric(&self, len: usize) -> String {
        alphanumeric_from(|| self.random(), len)
    }
}

/// A text of `len` characters from `A-Z`, `a-z` and `0-9`, chosen by blocks of random bytes.
pub(crate) fn alphanumeric_from(mut block: impl FnMut() -> [u8; 32], len: usize) -> String {
    const LETTERS: &[u8; 62] = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
    let mut text = String::with_capacity(len);
    while text.len() < len {
        // Bytes from 248 would make the first letters more likely than the others.
        let fair = block().into_iter().filter(|byte| *byte < 248);
        text.extend(
            fair.take(len - text.len()).map(|byte| LETTERS[usize::from(byte) % 62] as char),
        );
    }
    text
}

/// The machine's clock.
pub struct SystemClock;

impl Clock for SystemClock {
    #[expect(clippy::disallowed_methods, reason = "the only place that reads the clock")]
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }
}

/// The operating system's randomness.
pub struct SystemRng;

impl Rng for SystemRng {
    #[expect(clippy::disallowed_methods, reason = "the only place that draws randomness")]
    fn fill(&self, bytes: &mut [u8]) {
        getrandom::fill(bytes).expect("the operating system provides random bytes");
    }
}
