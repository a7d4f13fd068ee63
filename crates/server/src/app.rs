//! The state that handlers share.

use std::{ops::Deref, sync::Arc};

use roster_directory::{CacheMemory, Directory};
use roster_model::SecretString;
use tokio_util::sync::CancellationToken;

use crate::{
    backups::{Backups, Folders},
    console::PendingImports,
    oidc::{Oidc, OidcSettings},
    ops::{health::LastWrite, metrics::Metrics},
    origin::password_url,
    rate_limit::RateLimiter,
    response_cache::ResponseCache,
    waits::Waits,
    webhooks::{WebhookSettings, Webhooks},
};

/// The state of a server. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Parts>);

/// The parts of the state.
#[derive(Clone)]
pub struct Parts {
    /// The directory that is served.
    pub directory: Directory,
    /// The rate limits of all credentials.
    pub(crate) rate_limiter: RateLimiter,
    /// Cached responses.
    pub(crate) response_cache: ResponseCache,
    /// The memory for all caches.
    pub(crate) cache_memory: CacheMemory,
    /// The counters for Prometheus.
    pub(crate) metrics: Metrics,
    /// Uploaded tables that wait to be imported.
    pub(crate) pending_imports: PendingImports,
    /// The origin in links that are passed on, such as `https://roster.example.org`; `None` for that
    /// of the request.
    pub(crate) public_url: Option<String>,
    /// The identity provider of the console.
    pub(crate) oidc: Option<Oidc>,
    /// Requests that wait for a change.
    pub(crate) waits: Waits,
    /// When a readiness check last wrote to the store.
    pub(crate) last_write: LastWrite,
    /// The sender of webhooks.
    pub(crate) webhooks: Webhooks,
    /// The backups on this server.
    pub(crate) backups: Backups,
    /// Cancelled when the server is about to stop: handlers must not wait any longer.
    pub(crate) stopping: CancellationToken,
}

impl App {
    /// Creates the state of a server of `directory`.
    pub fn new(directory: Directory) -> Self {
        let webhooks = Webhooks::new(WebhookSettings::default(), directory.environment());
        Self(Arc::new(Parts {
            directory,
            rate_limiter: RateLimiter::default(),
            response_cache: ResponseCache::new(CacheMemory::default().responses()),
            cache_memory: CacheMemory::default(),
            metrics: Metrics::install(),
            pending_imports: PendingImports::default(),
            public_url: None,
            oidc: None,
            waits: Waits::default(),
            last_write: LastWrite::default(),
            webhooks,
            backups: Backups::default(),
            stopping: CancellationToken::new(),
        }))
    }

    /// The same state with this memory for caches, also those of the directory.
    #[must_use]
    pub fn with_cache_memory(self, cache_memory: CacheMemory) -> Self {
        self.directory.set_cache_memory(cache_memory);
        let response_cache = ResponseCache::new(cache_memory.responses());
        Self(Arc::new(Parts { response_cache, cache_memory, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The same state with these settings of webhooks.
    #[must_use]
    pub fn with_webhooks(self, settings: WebhookSettings) -> Self {
        let webhooks = Webhooks::new(settings, self.directory.environment());
        Self(Arc::new(Parts { webhooks, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The same state with the folders of this server.
    #[must_use]
    pub fn with_folders(self, folders: Folders) -> Self {
        let backups = Backups::new(folders);
        Self(Arc::new(Parts { backups, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The same state with an origin for links that are passed on.
    #[must_use]
    pub fn with_public_url(self, public_url: Option<String>) -> Self {
        Self(Arc::new(Parts { public_url, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The URL with which a worker sets a password. `origin` is that of the request.
    pub(crate) fn password_url(&self, origin: &str, token: &SecretString) -> String {
        password_url(self.public_url.as_deref().unwrap_or(origin), token)
    }

    /// The same state with an identity provider for the console.
    #[must_use]
    pub fn with_oidc(self, settings: Option<OidcSettings>) -> Self {
        let oidc = settings.map(Oidc::new);
        Self(Arc::new(Parts { oidc, ..Arc::unwrap_or_clone(self.0) }))
    }

    /// The same state with the directory of a request.
    pub(crate) fn with_directory(&self, directory: Directory) -> Self {
        Self(Arc::new(Parts { directory, ..Parts::clone(self) }))
    }

    /// The same state with another `stopping` token.
    pub(crate) fn until(self, stopping: CancellationToken) -> Self {
        Self(Arc::new(Parts { stopping, ..Arc::unwrap_or_clone(self.0) }))
    }
}

impl Deref for App {
    type Target = Parts;

    fn deref(&self) -> &Parts {
        &self.0
    }
}
