//! The settings of webhooks.

use jiff::SignedDuration;
use roster_server::{Networks, WebhookSettings};

use super::{Layer, Origin, Setting, networks, pick};
use crate::error::UsageError;

/// The settings of webhooks, each with its source.
pub(crate) struct Webhooks {
    /// Networks whose addresses are allowed.
    pub(crate) networks: Setting<Networks>,
    /// Seconds to wait after each failed attempt.
    pub(crate) retry_waits: Setting<Vec<u32>>,
    /// Seconds that attempts may fail before an endpoint is paused.
    pub(crate) retry_for: Setting<u32>,
    /// Seconds that messages are signed with the previous secret too.
    pub(crate) secret_overlap: Setting<u32>,
}

impl Webhooks {
    /// The settings in these layers.
    ///
    /// # Errors
    ///
    /// [`UsageError`] for an invalid network.
    pub(super) fn resolve(layers: &[(Origin, Layer)]) -> Result<Self, UsageError> {
        let default = WebhookSettings::default();
        let seconds = |time: &SignedDuration| u32::try_from(time.as_secs()).unwrap_or(u32::MAX);
        let by_default = |time| Setting { value: seconds(time), origin: Origin::Default };
        Ok(Self {
            networks: networks(
                layers,
                "webhook_networks",
                |layer| layer.webhook_networks.clone(),
                |texts| Networks::parse(texts),
            )?,
            retry_waits: pick(layers, |layer| layer.webhook_retry_waits.clone()).unwrap_or(
                Setting {
                    value: default.retry_waits.iter().map(seconds).collect(),
                    origin: Origin::Default,
                },
            ),
            retry_for: pick(layers, |layer| layer.webhook_retry_for)
                .unwrap_or(by_default(&default.retry_for)),
            secret_overlap: pick(layers, |layer| layer.webhook_rotation_overlap)
                .unwrap_or(by_default(&default.secret_overlap)),
        })
    }

    /// The settings for the server.
    pub(crate) fn settings(&self) -> WebhookSettings {
        let seconds = |seconds: u32| SignedDuration::from_secs(i64::from(seconds));
        WebhookSettings {
            networks: self.networks.value.clone(),
            retry_waits: self.retry_waits.value.iter().copied().map(seconds).collect(),
            retry_for: seconds(self.retry_for.value),
            secret_overlap: seconds(self.secret_overlap.value),
            ..WebhookSettings::default()
        }
    }
}
