//! Exponential delays after failures.

use jiff::SignedDuration;

/// After this time without failures, all are forgotten.
pub(crate) const FORGOTTEN_AFTER: SignedDuration = SignedDuration::from_hours(24);

/// The delays after failures.
#[derive(Clone, Copy)]
pub(crate) struct Waits {
    /// The failures without a delay.
    pub(crate) free: i64,
    /// The first delay.
    pub(crate) first: SignedDuration,
    /// The longest delay.
    pub(crate) longest: SignedDuration,
}

impl Waits {
    /// Returns the delay after the last of so many failures.
    pub(crate) fn after(&self, failures: i64) -> SignedDuration {
        let Some(doublings) = failures.checked_sub(self.free).filter(|over| *over >= 0) else {
            return SignedDuration::ZERO;
        };
        let factor = 1_i32 << doublings.min(16);
        self.first.saturating_mul(factor).min(self.longest)
    }

    /// The number of attempts that are checked per day when they never stop.
    #[cfg(test)]
    pub(crate) fn judged_a_day(&self) -> i64 {
        let (mut at, mut judged) = (SignedDuration::ZERO, 0);
        while at < SignedDuration::from_hours(24) {
            judged += 1;
            at += self.after(judged);
        }
        judged
    }
}

/// Returns a delay in whole seconds, rounded up.
pub(crate) fn whole_seconds(wait: SignedDuration) -> u64 {
    let up = i64::from(wait.subsec_nanos() > 0);
    u64::try_from(wait.as_secs() + up).unwrap_or(1)
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::Waits;

    #[test]
    fn waits_double_up_to_the_longest() {
        let first = SignedDuration::from_secs(30);
        let waits = Waits { free: 5, first, longest: SignedDuration::from_hours(1) };
        let seconds = [0, 4, 5, 6, 7, 11, 12, 90].map(|failures| waits.after(failures).as_secs());
        assert_eq!(seconds, [0, 0, 30, 60, 120, 1920, 3600, 3600]);
    }
}
