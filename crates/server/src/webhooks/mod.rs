//! Sends the changes of domains to their webhooks (Standard Webhooks 1.0).
//!
//! [`run`] is the task of a server that looks for work. Each endpoint with work has a task of its own
//! ([`endpoint`]), which holds a lease in the store, so that of several servers one sends. It delivers
//! in the order of the changes feed and records how far it is; the feed is the queue. A server that
//! dies loses nothing: another, or its next start, goes on from the recorded position.

mod address;
mod client;
mod endpoint;
mod payload;
mod resolver;
mod settings;
mod signature;
mod supervisor;
mod test;

use std::sync::Arc;

use roster_directory::Environment;
use tokio::sync::Semaphore;

use self::client::Client;
pub(crate) use self::supervisor::run;
pub use self::{
    address::{Networks, check_url},
    settings::WebhookSettings,
    test::send_webhook_test,
};

/// The most requests to endpoints at once.
const MAX_REQUESTS: usize = 256;

/// The state of the sender. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Webhooks(Arc<Inner>);

struct Inner {
    settings: WebhookSettings,
    client: Client,
    requests: Semaphore,
    /// The name of this process in leases.
    holder: String,
}

impl Webhooks {
    pub(crate) fn new(settings: WebhookSettings, environment: &Environment) -> Self {
        let client = Client::new(settings.networks.clone());
        let requests = Semaphore::new(MAX_REQUESTS);
        let holder = environment.id().into_string();
        Self(Arc::new(Inner { settings, client, requests, holder }))
    }

    pub(crate) fn settings(&self) -> &WebhookSettings {
        &self.0.settings
    }

    /// Sends a message and returns the outcome. Waits while too many requests are in progress.
    async fn send(&self, url: &str, message: &client::Message<'_>) -> client::Outcome {
        // The semaphore is never closed.
        let _permit = self.0.requests.acquire().await;
        self.0.client.send(url, message).await
    }
}
