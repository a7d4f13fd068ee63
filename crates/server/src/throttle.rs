//! How fast each credential may ask, where its domain sets a rate.

use std::{convert::Infallible, num::NonZeroU32, sync::Arc, time::Duration};

use governor::{
    DefaultDirectRateLimiter, Quota, RateLimiter,
    clock::{Clock as _, DefaultClock},
};
use quick_cache::sync::Cache;
use roster_model::{Actor, Fault};

/// Who is counted together: one credential, in one domain, under one rate. A changed rate counts
/// anew.
type Counted = (i64, u32, String);

/// How many credentials are counted at once; the one unused for longest is forgotten.
const COUNTED: usize = 50_000;

/// The request counts of this process. A burst of one minute's worth is let through, and then the
/// rate.
#[derive(Clone)]
pub(crate) struct Throttle {
    counts: Arc<Cache<Counted, Arc<DefaultDirectRateLimiter>>>,
}

impl Default for Throttle {
    fn default() -> Self {
        Self { counts: Arc::new(Cache::new(COUNTED)) }
    }
}

impl Throttle {
    /// Counts a request.
    ///
    /// # Errors
    /// [`Fault::Throttled`] when it is one too many, with the whole seconds until the next may come.
    pub(crate) fn count(&self, actor: &Actor) -> Result<(), Fault> {
        let Some(rate) = NonZeroU32::new(actor.domain.settings.rate_limit) else { return Ok(()) };
        let counted = (actor.domain.number, rate.get(), actor.credential.clone());
        let new = || Ok::<_, Infallible>(Arc::new(RateLimiter::direct(Quota::per_minute(rate))));
        let Ok(limiter) = self.counts.get_or_insert_with(&counted, new);
        limiter.check().map_err(|early| {
            Fault::Throttled(whole_seconds(early.wait_time_from(DefaultClock::default().now())))
        })
    }
}

fn whole_seconds(wait: Duration) -> u64 {
    let up = u64::from(wait.subsec_nanos() > 0);
    (wait.as_secs() + up).max(1)
}
