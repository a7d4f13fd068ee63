//! The request rate limit of a domain, for each of its credentials.

use std::{
    convert::Infallible,
    num::NonZeroU32,
    sync::{Arc, Mutex, PoisonError},
    time::{Duration, Instant},
};

use http::{Extensions, HeaderMap, HeaderName, HeaderValue};
use quick_cache::sync::Cache;
use roster_model::{Actor, Error};

/// Requests with the same key share a limit: the number of the domain, its rate, and the credential.
/// After the rate changes, counting starts again.
type Key = (i64, u32, String);

/// The most credentials to keep. The least recently used one is evicted.
const MAX_CREDENTIALS: usize = 50_000;

/// Rates are per minute.
const MINUTE: Duration = Duration::from_mins(1);

/// The rate limits of this process. Each credential may send the requests of one minute as a burst.
#[derive(Clone)]
pub(crate) struct RateLimiter {
    buckets: Arc<Cache<Key, Arc<Mutex<TokenBucket>>>>,
}

impl Default for RateLimiter {
    fn default() -> Self {
        Self { buckets: Arc::new(Cache::new(MAX_CREDENTIALS)) }
    }
}

impl RateLimiter {
    /// Counts a request, and stores the remaining quota in the [`QuotaSlot`] of its `extensions`.
    ///
    /// # Errors
    /// [`Error::Throttled`] when the limit is exceeded, with the seconds until the next request is
    /// allowed.
    pub(crate) fn check(&self, actor: &Actor, extensions: &Extensions) -> Result<(), Error> {
        let Some(rate) = NonZeroU32::new(actor.domain.settings.rate_limit) else { return Ok(()) };
        let key = (actor.domain.number, rate.get(), actor.credential.clone());
        let now = Instant::now();
        let new = || Ok::<_, Infallible>(Arc::new(Mutex::new(TokenBucket { full_at: now })));
        let Ok(bucket) = self.buckets.get_or_insert_with(&key, new);
        let mut bucket = bucket.lock().unwrap_or_else(PoisonError::into_inner);
        let taken = bucket.take(rate, now);
        if let Some(slot) = extensions.get::<QuotaSlot>() {
            slot.set(bucket.quota(rate, now));
        }
        taken.map_err(|wait| Error::Throttled(ceil_seconds(wait).max(1)))
    }
}

/// A token bucket: each request takes a share of a minute, which is returned as time passes.
struct TokenBucket {
    full_at: Instant,
}

impl TokenBucket {
    /// Takes the share of one request.
    ///
    /// # Errors
    /// The time until there is a share.
    fn take(&mut self, rate: NonZeroU32, now: Instant) -> Result<(), Duration> {
        let used = self.used(now) + MINUTE / rate.get();
        if let Some(wait) = used.checked_sub(MINUTE).filter(|wait| !wait.is_zero()) {
            return Err(wait);
        }
        self.full_at = now + used;
        Ok(())
    }

    fn quota(&self, rate: NonZeroU32, now: Instant) -> Quota {
        let used = self.used(now);
        let left = MINUTE.saturating_sub(used).as_nanos() / (MINUTE / rate.get()).as_nanos().max(1);
        let remaining = u32::try_from(left).map_or(rate.get(), |left| left.min(rate.get()));
        Quota { limit: rate.get(), remaining, reset: ceil_seconds(used) }
    }

    fn used(&self, now: Instant) -> Duration {
        self.full_at.saturating_duration_since(now)
    }
}

/// The quota of a credential after a request.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Quota {
    limit: u32,
    remaining: u32,
    reset: u64,
}

impl Quota {
    /// Adds the headers of `draft-ietf-httpapi-ratelimit-headers-06`, which most clients know. A
    /// client that sends at most `Remaining` requests within `Reset` seconds never gets a 429.
    pub(crate) fn add_headers(self, headers: &mut HeaderMap) {
        for (name, number) in [
            ("ratelimit-limit", u64::from(self.limit)),
            ("ratelimit-remaining", u64::from(self.remaining)),
            ("ratelimit-reset", self.reset),
        ] {
            headers.insert(HeaderName::from_static(name), HeaderValue::from(number));
        }
    }
}

/// Carries the quota from the extractor that authenticates a request to the middleware that adds the
/// headers. It is an extension of the request.
#[derive(Clone, Default)]
pub(crate) struct QuotaSlot(Arc<Mutex<Option<Quota>>>);

impl QuotaSlot {
    fn set(&self, quota: Quota) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some(quota);
    }

    /// The quota, if the request was counted.
    pub(crate) fn get(&self) -> Option<Quota> {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn ceil_seconds(time: Duration) -> u64 {
    let up = u64::from(time.subsec_nanos() > 0);
    time.as_secs() + up
}

#[cfg(test)]
mod tests {
    use std::{
        num::NonZeroU32,
        time::{Duration, Instant},
    };

    use super::{TokenBucket, ceil_seconds};

    #[test]
    fn client_that_respects_the_headers_is_never_rejected() {
        for rate in [1, 7, 60, 999].map(|rate| NonZeroU32::new(rate).unwrap()) {
            let mut now = Instant::now();
            let (start, mut sent) = (now, 0);
            let mut bucket = TokenBucket { full_at: now };
            while now - start < Duration::from_mins(30) {
                bucket.take(rate, now).unwrap();
                sent += 1;
                let quota = bucket.quota(rate, now);
                if quota.remaining == 0 {
                    now += Duration::from_secs(quota.reset);
                }
            }
            assert!(sent >= rate.get() * 29, "{rate}: {sent}");
        }
    }

    #[test]
    fn client_that_always_retries_gets_the_rate() {
        let rate = NonZeroU32::new(90).unwrap();
        let mut now = Instant::now();
        let start = now;
        let mut bucket = TokenBucket { full_at: now };
        let mut accepted = 0;
        while now - start < Duration::from_mins(100) {
            match bucket.take(rate, now) {
                Ok(()) => accepted += 1,
                Err(wait) => now += wait,
            }
        }
        assert_eq!(accepted, 90 * 100 + 90, "100 minutes and the first burst");
    }

    #[test]
    fn quota_is_consistent() {
        let rate = NonZeroU32::new(10).unwrap();
        let now = Instant::now();
        let mut bucket = TokenBucket { full_at: now };
        for used in 1..=10 {
            bucket.take(rate, now).unwrap();
            let quota = bucket.quota(rate, now);
            assert_eq!((quota.remaining, quota.reset), (10 - used, u64::from(used) * 6));
        }
        let wait = bucket.take(rate, now).unwrap_err();
        assert_eq!(ceil_seconds(wait), 6);
        assert_eq!(bucket.quota(rate, now + Duration::from_mins(1)).remaining, 10);
    }
}
