//! The description of the provider (OpenID Connect Discovery) and its keys.

use std::{
    error::Error as Cause,
    sync::{Mutex, PoisonError},
};

use jiff::{SignedDuration, Timestamp};
use openidconnect::{DiscoveryError, IssuerUrl, core::CoreProviderMetadata};
use tokio::sync::Mutex as AsyncMutex;

use super::{
    Failure,
    client::{Http, HttpError},
};

/// The description of a provider.
pub(super) type Metadata = CoreProviderMetadata;

/// How long a description is used. It is short, so that a provider that is away is noticed before a
/// browser is sent to it.
const MAX_AGE: SignedDuration = SignedDuration::from_mins(1);

/// How long a provider that did not respond is not asked again.
const RETRY_AFTER: SignedDuration = SignedDuration::from_secs(5);

/// The minimum time between two reads of the keys for a token whose key is unknown.
const KEYS_INTERVAL: SignedDuration = SignedDuration::from_secs(5);

/// The provider, with what is known of it.
pub(super) struct Provider {
    pub(super) http: Http,
    issuer: String,
    /// One request at a time reads the description.
    reading: AsyncMutex<()>,
    known: Mutex<Known>,
}

#[derive(Default)]
struct Known {
    metadata: Option<(Timestamp, Metadata)>,
    /// The last attempt, if it failed.
    failed: Option<(Timestamp, String)>,
}

impl Provider {
    pub(super) fn new(issuer: String) -> Self {
        Self {
            http: Http::default(),
            issuer,
            reading: AsyncMutex::new(()),
            known: Mutex::default(),
        }
    }

    /// Whether the last attempt to reach the provider, in the last minute, failed.
    pub(super) fn is_away(&self, now: Timestamp) -> bool {
        self.failure(now, MAX_AGE).is_some()
    }

    /// Whether nothing current is known of the provider.
    pub(super) fn needs_check(&self, now: Timestamp) -> bool {
        self.current(now, MAX_AGE).is_none() && self.failure(now, MAX_AGE).is_none()
    }

    /// The description, read again if it is older than a minute.
    ///
    /// # Errors
    /// [`Failure::Away`]; [`Failure::Invalid`] when the description cannot be used.
    pub(super) async fn metadata(&self, now: Timestamp) -> Result<Metadata, Failure> {
        self.read(now, MAX_AGE).await
    }

    /// The description with the keys of this moment, after a token whose key is unknown.
    ///
    /// # Errors
    /// As [`Provider::metadata`].
    pub(super) async fn metadata_with_new_keys(&self, now: Timestamp) -> Result<Metadata, Failure> {
        self.read(now, KEYS_INTERVAL).await
    }

    async fn read(&self, now: Timestamp, max_age: SignedDuration) -> Result<Metadata, Failure> {
        let _turn = self.reading.lock().await;
        if let Some(metadata) = self.current(now, max_age) {
            return Ok(metadata);
        }
        if let Some(error) = self.failure(now, RETRY_AFTER) {
            return Err(Failure::Away(error));
        }
        let issuer = IssuerUrl::new(self.issuer.clone())
            .map_err(|error| Failure::Invalid(error.to_string()))?;
        let read = Metadata::discover_async(issuer, &self.http).await;
        let mut known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        match read {
            Ok(metadata) => {
                *known = Known { metadata: Some((now, metadata.clone())), failed: None };
                Ok(metadata)
            }
            Err(error) => {
                let text = with_causes(&error);
                tracing::warn!(error = text, issuer = self.issuer, "OIDC provider not available");
                known.failed = Some((now, text.clone()));
                match error {
                    DiscoveryError::Request(HttpError::Away(_)) => Err(Failure::Away(text)),
                    _ => Err(Failure::Invalid(text)),
                }
            }
        }
    }

    fn current(&self, now: Timestamp, max_age: SignedDuration) -> Option<Metadata> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let current = known.metadata.as_ref();
        let current = current.filter(|(at, _)| now.duration_since(*at) < max_age);
        current.map(|(_, metadata)| metadata.clone())
    }

    fn failure(&self, now: Timestamp, max_age: SignedDuration) -> Option<String> {
        let known = self.known.lock().unwrap_or_else(PoisonError::into_inner);
        let failed = known.failed.as_ref();
        let failed = failed.filter(|(at, _)| now.duration_since(*at) < max_age);
        failed.map(|(_, error)| error.clone())
    }
}

/// The text of an error and of its causes. Bodies of responses are not part of it.
pub(super) fn with_causes(error: &dyn Cause) -> String {
    let mut text = error.to_string();
    let mut next = error.source();
    while let Some(cause) = next {
        text = format!("{text}: {cause}");
        next = cause.source();
    }
    text
}
