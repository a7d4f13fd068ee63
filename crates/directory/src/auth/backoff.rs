//! Exponential backoff after failures.

use jiff::SignedDuration;

/// Failures are forgotten after this time without another one.
pub(crate) const FORGET_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// The delay after a number of failures: none at first, then twice as long after each failure.
#[derive(Clone, Copy)]
pub(crate) struct Backoff {
    /// The number of failures without a delay.
    pub(crate) free: i64,
    /// The first delay.
    pub(crate) first: SignedDuration,
    /// The maximum delay.
    pub(crate) max: SignedDuration,
}

impl Backoff {
    /// The time from the last failure to the next attempt that is accepted.
    pub(crate) fn delay(&self, failures: i64) -> SignedDuration {
        let Some(doublings) = failures.checked_sub(self.free).filter(|over| *over >= 0) else {
            return SignedDuration::ZERO;
        };
        let factor = 1_i32 << doublings.min(16);
        self.first.saturating_mul(factor).min(self.max)
    }

    /// The number of attempts accepted in one day from a client that never stops.
    #[cfg(test)]
    pub(crate) fn attempts_per_day(&self) -> i64 {
        let (mut at, mut attempts) = (SignedDuration::ZERO, 0);
        while at < SignedDuration::from_hours(24) {
            attempts += 1;
            at += self.delay(attempts);
        }
        attempts
    }
}

/// Rounds a delay up to whole seconds, for `Retry-After`.
pub(crate) fn whole_seconds(delay: SignedDuration) -> u64 {
    let up = i64::from(delay.subsec_nanos() > 0);
    u64::try_from(delay.as_secs() + up).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::Backoff;

    #[test]
    fn delay_doubles_up_to_the_maximum() {
        let first = SignedDuration::from_secs(30);
        let backoff = Backoff { free: 5, first, max: SignedDuration::from_hours(1) };
        let seconds = [0, 4, 5, 6, 7, 11, 12, 90].map(|failures| backoff.delay(failures).as_secs());
        assert_eq!(seconds, [0, 0, 30, 60, 120, 1920, 3600, 3600]);
    }
}
