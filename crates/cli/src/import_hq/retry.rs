//! Waiting times between retries.

use std::{future::Future, pin::Pin, sync::Arc, time::Duration};

/// Longest wait without `Retry-After`.
const LONGEST: Duration = Duration::from_mins(1);

/// Longest wait that `Retry-After` can ask for, in seconds: a day.
const LONGEST_ASKED: f64 = 86_400.0;

type Waiting = Pin<Box<dyn Future<Output = ()> + Send>>;

/// The function that waits is an argument, so that tests do not wait.
#[derive(Clone)]
pub(crate) struct RetryPolicy(Arc<dyn Fn(Duration) -> Waiting + Send + Sync>);

impl RetryPolicy {
    /// Waits with `wait`.
    pub(crate) fn new(wait: impl Fn(Duration) -> Waiting + Send + Sync + 'static) -> Self {
        Self(Arc::new(wait))
    }

    /// Waits in real time.
    pub(crate) fn real() -> Self {
        Self::new(|time| Box::pin(tokio::time::sleep(time)))
    }

    /// Waits.
    pub(crate) async fn wait(&self, time: Duration) {
        (self.0)(time).await;
    }
}

/// The wait after a number of consecutive failures: 1 s, 2 s, 4 s, ... up to a minute.
pub(crate) fn back_off(failures: u32) -> Duration {
    let doubled = 1_u64.checked_shl(failures.saturating_sub(1)).unwrap_or(u64::MAX);
    Duration::from_secs(doubled).min(LONGEST)
}

/// The time in `Retry-After`: seconds, with fractions. The date form is not supported, because
/// clocks may differ and HQ does not send it.
pub(crate) fn asked(retry_after: &str) -> Option<Duration> {
    let seconds: f64 = retry_after.trim().parse().ok()?;
    let seconds = Some(seconds).filter(|seconds| *seconds >= 0.0)?;
    Duration::try_from_secs_f64(seconds.min(LONGEST_ASKED)).ok()
}

#[cfg(test)]
mod tests {
    use std::time::Duration;

    use super::{asked, back_off};

    #[test]
    fn the_wait_doubles_up_to_a_minute() {
        let waits = [1, 2, 3, 6, 7, 64, 200].map(|failures| back_off(failures).as_secs());
        assert_eq!(waits, [1, 2, 4, 32, 60, 60, 60]);
    }

    #[test]
    fn seconds_are_taken_whole_and_in_parts() {
        assert_eq!(asked("3"), Some(Duration::from_secs(3)));
        assert_eq!(asked(" 0.25 "), Some(Duration::from_millis(250)));
        assert_eq!(asked("1e9"), Some(Duration::from_hours(24)));
        for nothing in ["", "-1", "NaN", "soon", "Wed, 21 Oct 2026 07:28:00 GMT"] {
            assert_eq!(asked(nothing), None, "{nothing}");
        }
    }
}
