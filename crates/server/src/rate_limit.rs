//! Rate limits per credential, where its domain sets one.

use std::{
    convert::Infallible,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use http::{Extensions, HeaderMap, HeaderName, HeaderValue};
use quick_cache::sync::Cache;
use roster_model::{Actor, Error};

/// The unit that is counted: one credential, in one domain, with one limit. A changed limit starts
/// a new count.
type Counted = (i64, u32, String);

/// Limit for the counted credentials; the least recently used one is dropped.
const COUNTED: usize = 50_000;

/// The period of rate limits.
const MINUTE: Duration = Duration::from_mins(1);

/// The counters of this process. They allow a burst of one minute's requests, then the rate.
#[derive(Clone)]
pub(crate) struct RateLimiter {
    counts: Arc<Cache<Counted, Arc<Mutex<Allowance>>>>,
}

impl Default for RateLimiter {
    fn default() -> Self {
        Self { counts: Arc::new(Cache::new(COUNTED)) }
    }
}

impl RateLimiter {
    /// Counts a request and records the remaining allowance in its `extensions`.
    ///
    /// # Errors
    ///
    /// [`Error::Throttled`] above the limit, with the seconds to wait.
    pub(crate) fn count(&self, actor: &Actor, extensions: &Extensions) -> Result<(), Error> {
        let Some(rate) = NonZeroU32::new(actor.domain.settings.rate_limit) else { return Ok(()) };
        let counted = (actor.domain.number, rate.get(), actor.credential.clone());
        let now = Instant::now();
        let new = || Ok::<_, Infallible>(Arc::new(Mutex::new(Allowance { whole_at: now })));
        let Ok(allowance) = self.counts.get_or_insert_with(&counted, new);
        let mut allowance = allowance.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = allowance.take(rate, now);
        if let Some(note) = extensions.get::<Note>() {
            note.keep(allowance.standing(rate, now));
        }
        taken.map_err(|wait| Error::Throttled(whole_seconds(wait).max(1)))
    }
}

/// The allowance of a credential: a request uses a share of a minute, and time restores it.
struct Allowance {
    /// When it will be full again.
    whole_at: Instant,
}

impl Allowance {
    /// Takes the share of one request; otherwise returns the time until there is one.
    fn take(&mut self, rate: NonZeroU32, now: Instant) -> Result<(), Duration> {
        let used = self.used(now) + MINUTE / rate.get();
        if let Some(wait) = used.checked_sub(MINUTE).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        self.whole_at = now + used;
        Ok(())
    }

    fn standing(&self, rate: NonZeroU32, now: Instant) -> Standing {
        let used = self.used(now);
        let left = MINUTE.saturating_sub(used).as_nanos() / (MINUTE / rate.get()).as_nanos().max(1);
        let remaining = u32::try_from(left).map_or(rate.get(), |left| left.min(rate.get()));
        Standing { limit: rate.get(), remaining, reset: whole_seconds(used) }
    }

    fn used(&self, now: Instant) -> Duration {
        self.whole_at.saturating_duration_since(now)
    }
}

/// The remaining allowance after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Standing {
    limit: u32,
    remaining: u32,
    reset: u64,
}

impl Standing {
    /// Adds the headers of `draft-ietf-httpapi-ratelimit-headers-06` in the three-header form that
    /// most clients know: a client that sends at most `Remaining` requests within `Reset` seconds
    /// is never rejected.
    pub(crate) fn put(self, headers: &mut HeaderMap) {
        for (name, number) in [
            ("ratelimit-limit", u64::from(self.limit)),
            ("ratelimit-remaining", u64::from(self.remaining)),
            ("ratelimit-reset", self.reset),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(number));
        }
    }
}

/// The slot for the remaining allowance. It travels with the request, because the credential is
/// known only behind the router.
#[derive(Clone, Default)]
pub(crate) struct Note(Arc<Mutex<Option<Standing>>>);

impl Note {
    fn keep(&self, standing: Standing) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(standing);
    }

    /// The recorded allowance.
    pub(crate) fn read(&self) -> Option<Standing> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn whole_seconds(time: Duration) -> u64 {
    let up = u64::from(time.subsec_nanos() > 0);
    time.as_secs() + up
}

#[cfg(test)]
mod tests {
    use std::{
        num::NonZeroU32,
        time::{Duration, Instant},
    };

    use super::{Allowance, whole_seconds};

    #[test]
    fn a_client_that_obeys_is_never_sent_away() {
        for rate in [1, 7, 60, 999].map(|rate| NonZeroU32::new(rate).unwrap()) {
            let mut now = Instant::now();
            let (start, mut sent) = (now, 0);
            let mut allowance = Allowance { whole_at: now };
            while now - start < Duration::from_mins(30) {
                allowance.take(rate, now).unwrap();
                sent += 1;
                let standing = allowance.standing(rate, now);
                if standing.remaining == 0 {
                    now += Duration::from_secs(standing.reset);
                }
            }
            assert!(sent >= rate.get() * 29, "{rate}: {sent}");
        }
    }

    #[test]
    fn a_client_that_takes_all_it_gets_gets_the_rate() {
        let rate = NonZeroU32::new(90).unwrap();
        let mut now = Instant::now();
        let start = now;
        let mut allowance = Allowance { whole_at: now };
        let mut let_in = 0;
        while now - start < Duration::from_mins(100) {
            match allowance.take(rate, now) {
                Ok(()) => let_in += 1,
                Err(wait) => now += wait,
            }
        }
        assert_eq!(let_in, 90 * 100 + 90, "a hundred minutes and the first burst");
    }

    #[test]
    fn headers_add_up() {
        let rate = NonZeroU32::new(10).unwrap();
        let now = Instant::now();
        let mut allowance = Allowance { whole_at: now };
        for used in 1..=10 {
            allowance.take(rate, now).unwrap();
            let standing = allowance.standing(rate, now);
            assert_eq!((standing.remaining, standing.reset), (10 - used, u64::from(used) * 6));
        }
        let wait = allowance.take(rate, now).unwrap_err();
        assert_eq!(whole_seconds(wait), 6);
        assert_eq!(allowance.standing(rate, now + Duration::from_mins(1)).remaining, 10);
    }
}
