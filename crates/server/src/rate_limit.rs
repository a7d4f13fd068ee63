//! The request rate limits of a domain: for each of its credentials, and for all of them together.
//!
//! A request counts once. One that writes several rows counts for each row ([`RowCounter`]), as if they
//! had been sent one by one.

use std::{
    convert::Infallible,
    num::NonZeroU32,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use axum::{extract::FromRequestParts, http::request::Parts};
use http::{Extensions, HeaderMap, HeaderName, HeaderValue};
use quick_cache::sync::Cache;
use roster_model::{Actor, Error};

use crate::App;

/// Requests with the same key share a limit: the number of the domain, its rate, and the credential,
/// which is empty for the limit of the domain. After the rate changes, counting starts again.
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
    /// Counts a request, and stores the remaining quota of the credential in the [`QuotaSlot`] of its
    /// `extensions`.
    ///
    /// # Errors
    /// [`Error::Throttled`] when a limit is exceeded, with the seconds until the next request is
    /// allowed.
    pub(crate) fn check(&self, actor: &Actor, extensions: &Extensions) -> Result<(), Error> {
        self.take(actor, 1, extensions.get())
    }

    /// Takes the shares of `count` requests from both limits, or from none of them.
    fn take(&self, actor: &Actor, count: u32, slot: Option<&QuotaSlot>) -> Result<(), Error> {
        let (domain, settings) = (actor.domain.number, &actor.domain.settings);
        let now = Instant::now();
        let of_key = NonZeroU32::new(settings.rate_limit)
            .map(|rate| (rate, self.bucket(domain, rate, &actor.credential, now)));
        let of_domain = NonZeroU32::new(settings.domain_rate_limit)
            .map(|rate| (rate, self.bucket(domain, rate, "", now)));
        // Always locked in this order.
        let mut of_key = of_key.as_ref().map(|(rate, bucket)| (*rate, lock(bucket)));
        let mut of_domain = of_domain.as_ref().map(|(rate, bucket)| (*rate, lock(bucket)));
        let limits = || of_key.iter().chain(&of_domain);
        let wait = limits().filter_map(|(rate, bucket)| bucket.wait(*rate, count, now)).max();
        if wait.is_none() {
            for (rate, bucket) in of_key.iter_mut().chain(&mut of_domain) {
                bucket.take(*rate, count, now);
            }
        }
        if let (Some(slot), Some((rate, bucket))) = (slot, &of_key) {
            slot.set(bucket.quota(*rate, now));
        }
        wait.map_or(Ok(()), |wait| Err(Error::Throttled(ceil_seconds(wait).max(1))))
    }

    fn bucket(
        &self,
        domain: i64,
        rate: NonZeroU32,
        credential: &str,
        now: Instant,
    ) -> Arc<Mutex<TokenBucket>> {
        let key = (domain, rate.get(), credential.to_owned());
        let new = || Ok::<_, Infallible>(Arc::new(Mutex::new(TokenBucket { full_at: now })));
        let Ok(bucket) = self.buckets.get_or_insert_with(&key, new);
        bucket
    }
}

fn lock(bucket: &Mutex<TokenBucket>) -> MutexGuard<'_, TokenBucket> {
    bucket.lock().unwrap_or_else(PoisonError::into_inner)
}

/// Counts the rows of a request that writes several.
pub(crate) struct RowCounter {
    limiter: RateLimiter,
    slot: Option<QuotaSlot>,
}

impl RowCounter {
    /// Counts `rows` rows of a request, which itself has been counted as one. A request with more rows
    /// than the limit of a minute is never accepted.
    ///
    /// # Errors
    /// [`Error::Throttled`] when the rows exceed a limit; then none of them is counted.
    pub(crate) fn count(&self, actor: &Actor, rows: usize) -> Result<(), Error> {
        let more = u32::try_from(rows.saturating_sub(1)).unwrap_or(u32::MAX);
        self.limiter.take(actor, more, self.slot.as_ref())
    }
}

impl FromRequestParts<App> for RowCounter {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let slot = parts.extensions.get().cloned();
        Ok(Self { limiter: app.rate_limiter.clone(), slot })
    }
}

/// A token bucket: each request takes a share of a minute, which is returned as time passes.
struct TokenBucket {
    full_at: Instant,
}

impl TokenBucket {
    /// The time until there are shares for `count` requests; none if there are.
    fn wait(&self, rate: NonZeroU32, count: u32, now: Instant) -> Option<Duration> {
        let shares = share(rate).saturating_mul(count);
        let used = self.used(now).saturating_add(shares);
        let wait = used.checked_sub(MINUTE).filter(|wait| !wait.is_zero());
        // More shares than there are in a minute will never be there at once.
        wait.map(|wait| wait.min(MINUTE))
    }

    /// Takes the shares of `count` requests, which must be there.
    fn take(&mut self, rate: NonZeroU32, count: u32, now: Instant) {
        self.full_at = now + self.used(now) + share(rate).saturating_mul(count);
    }

    fn quota(&self, rate: NonZeroU32, now: Instant) -> Quota {
        let used = self.used(now);
        let left = MINUTE.saturating_sub(used).as_nanos() / share(rate).as_nanos().max(1);
        let remaining = u32::try_from(left).map_or(rate.get(), |left| left.min(rate.get()));
        Quota { limit: rate.get(), remaining, reset: ceil_seconds(used) }
    }

    fn used(&self, now: Instant) -> Duration {
        self.full_at.saturating_duration_since(now)
    }
}

/// The share of one request.
fn share(rate: NonZeroU32) -> Duration {
    MINUTE / rate.get()
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

    fn take(
        bucket: &mut TokenBucket,
        rate: NonZeroU32,
        count: u32,
        now: Instant,
    ) -> Result<(), Duration> {
        if let Some(wait) = bucket.wait(rate, count, now) {
            return Err(wait);
        }
        bucket.take(rate, count, now);
        Ok(())
    }

    #[test]
    fn client_that_respects_the_headers_is_never_rejected() {
        for rate in [1, 7, 60, 999].map(|rate| NonZeroU32::new(rate).unwrap()) {
            let mut now = Instant::now();
            let (start, mut sent) = (now, 0);
            let mut bucket = TokenBucket { full_at: now };
            while now - start < Duration::from_mins(30) {
                take(&mut bucket, rate, 1, now).unwrap();
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
            match take(&mut bucket, rate, 1, now) {
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
            take(&mut bucket, rate, 1, now).unwrap();
            let quota = bucket.quota(rate, now);
            assert_eq!((quota.remaining, quota.reset), (10 - used, u64::from(used) * 6));
        }
        let wait = take(&mut bucket, rate, 1, now).unwrap_err();
        assert_eq!(ceil_seconds(wait), 6);
        assert_eq!(bucket.quota(rate, now + Duration::from_mins(1)).remaining, 10);
    }

    #[test]
    fn rows_count_like_requests() {
        let rate = NonZeroU32::new(10).unwrap();
        let now = Instant::now();
        let mut bucket = TokenBucket { full_at: now };
        take(&mut bucket, rate, 6, now).unwrap();
        let wait = take(&mut bucket, rate, 6, now).unwrap_err();
        assert_eq!(ceil_seconds(wait), 12);
        assert_eq!(bucket.quota(rate, now).remaining, 4, "rejected rows are not counted");
        take(&mut bucket, rate, 4, now).unwrap();
        assert_eq!(take(&mut bucket, rate, u32::MAX, now).unwrap_err(), Duration::from_mins(1));
    }
}
