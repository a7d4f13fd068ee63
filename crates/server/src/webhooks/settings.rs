//! The settings of the sender.

use std::time::Duration;

use jiff::SignedDuration;

use super::Networks;

/// The settings of webhooks. The defaults are the documented ones; tests use shorter times.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebhookSettings {
    /// Networks whose addresses are allowed although they are not public, also without TLS.
    pub networks: Networks,
    /// How long to wait after each failed attempt to deliver a change. The last one repeats.
    pub retry_waits: Vec<SignedDuration>,
    /// How long attempts may fail before the endpoint is paused.
    pub retry_for: SignedDuration,
    /// How long messages are signed with the previous secret too.
    pub secret_overlap: SignedDuration,
    /// How long an endpoint may take to respond.
    pub response_timeout: Duration,
}

impl Default for WebhookSettings {
    fn default() -> Self {
        let (seconds, minutes, hours) =
            (SignedDuration::from_secs, SignedDuration::from_mins, SignedDuration::from_hours);
        Self {
            networks: Networks::default(),
            retry_waits: vec![
                seconds(5),
                seconds(30),
                minutes(2),
                minutes(10),
                minutes(30),
                hours(1),
                hours(2),
                hours(4),
                hours(8),
                hours(12),
            ],
            retry_for: hours(72),
            secret_overlap: hours(24),
            response_timeout: Duration::from_secs(15),
        }
    }
}

impl WebhookSettings {
    /// How long to wait after this number of failed attempts.
    pub(super) fn wait_after(&self, attempts: i64) -> SignedDuration {
        let index = usize::try_from(attempts.saturating_sub(1)).unwrap_or(0);
        let wait = self.retry_waits.get(index).or_else(|| self.retry_waits.last());
        wait.copied().unwrap_or(SignedDuration::from_secs(5))
    }
}

#[cfg(test)]
mod tests {
    use jiff::SignedDuration;

    use super::WebhookSettings;

    #[test]
    fn last_wait_repeats() {
        let settings = WebhookSettings::default();
        assert_eq!(settings.wait_after(1), SignedDuration::from_secs(5));
        assert_eq!(settings.wait_after(2), SignedDuration::from_secs(30));
        assert_eq!(settings.wait_after(99), SignedDuration::from_hours(12));
    }
}
