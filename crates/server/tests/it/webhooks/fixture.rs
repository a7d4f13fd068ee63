//! Servers that send to webhooks.

use std::time::Duration;

use jiff::SignedDuration;
use roster_directory::{Directory, Environment};
use roster_model::{
    Actor, Delivery, NewWorker, SecretString, Start, Webhook, WebhookEdit, Window, WorkerEdit,
};
use roster_server::{App, Limits, Listener, Networks, WebhookSettings};
use roster_store::{Backend, Store};
use tokio::{
    net::TcpListener,
    task::JoinHandle,
    time::{Instant, sleep},
};
use tokio_util::sync::CancellationToken;

/// A directory with the domain `demo`.
pub(super) struct Fixture {
    pub(super) directory: Directory,
    pub(super) actor: Actor,
}

/// A running server.
pub(super) struct Server {
    shutdown: CancellationToken,
    task: JoinHandle<()>,
}

/// Settings with short waits that allow loopback addresses.
pub(super) fn settings() -> WebhookSettings {
    WebhookSettings {
        networks: Networks::parse(["127.0.0.0/8"]).unwrap(),
        retry_waits: vec![SignedDuration::from_millis(20)],
        ..WebhookSettings::default()
    }
}

impl Fixture {
    pub(super) async fn open(backend: &Backend) -> Self {
        let directory = open(backend).await;
        directory.create_domain("demo", None).await.unwrap();
        let actor = directory.operator("demo").await.unwrap();
        Self { directory, actor }
    }

    /// Starts a server.
    pub(super) async fn serve(&self, settings: WebhookSettings) -> Server {
        serve(self.directory.clone(), settings).await
    }

    /// Creates a webhook for all changes.
    pub(super) async fn webhook(&self, url: &str) -> (Webhook, SecretString) {
        self.webhook_with(WebhookEdit { url: Some(url.to_owned()), ..WebhookEdit::default() }).await
    }

    pub(super) async fn webhook_with(&self, edit: WebhookEdit) -> (Webhook, SecretString) {
        self.directory.webhooks(&self.actor).unwrap().create(&edit).await.unwrap()
    }

    /// Creates a worker and returns its id.
    pub(super) async fn worker(&self, name: &str) -> String {
        let new = NewWorker {
            username: Some(name.to_owned()),
            connect_username: Some(name.to_owned()),
            ..NewWorker::default()
        };
        let created = self.directory.workers(&self.actor).unwrap().create(new).await.unwrap();
        created.person.id.to_string()
    }

    /// Changes the first name of a worker.
    pub(super) async fn rename(&self, id: &str, name: &str) {
        let edit = WorkerEdit { first_name: Some(name.to_owned()), ..WorkerEdit::default() };
        self.directory.workers(&self.actor).unwrap().edit(id, edit).await.unwrap();
    }

    pub(super) async fn find(&self, webhook: &Webhook) -> Webhook {
        let webhooks = self.directory.webhooks(&self.actor).unwrap();
        webhooks.find(webhook.id.as_str()).await.unwrap()
    }

    /// The last attempts, newest first.
    pub(super) async fn deliveries(&self, webhook: &Webhook) -> Vec<Delivery> {
        let webhooks = self.directory.webhooks(&self.actor).unwrap();
        let window = Window { limit: 1000, start: Start::Offset(0) };
        webhooks.deliveries(webhook.id.as_str(), &window).await.unwrap().items
    }

    /// Waits until the webhook has this number of attempts. Returns them, newest first.
    pub(super) async fn wait_for_deliveries(
        &self,
        webhook: &Webhook,
        count: usize,
    ) -> Vec<Delivery> {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let found = self.deliveries(webhook).await;
            if found.len() >= count {
                return found;
            }
            assert!(Instant::now() < deadline, "{} of {count} attempts", found.len());
            sleep(Duration::from_millis(10)).await;
        }
    }

    /// Waits until the webhook is paused. Returns the reason.
    pub(super) async fn wait_for_pause(&self, webhook: &Webhook) -> String {
        let deadline = Instant::now() + Duration::from_secs(30);
        loop {
            let found = self.find(webhook).await;
            if let Some(reason) = found.paused_reason {
                assert!(!found.active);
                return reason;
            }
            assert!(Instant::now() < deadline, "not paused");
            sleep(Duration::from_millis(10)).await;
        }
    }

    pub(super) async fn edit(&self, webhook: &Webhook, edit: WebhookEdit) -> Webhook {
        let webhooks = self.directory.webhooks(&self.actor).unwrap();
        webhooks.edit(webhook.id.as_str(), &edit).await.unwrap()
    }

    pub(super) async fn activate(&self, webhook: &Webhook) -> Webhook {
        self.edit(webhook, WebhookEdit { active: Some(true), ..WebhookEdit::default() }).await
    }
}

/// Opens the directory, as a process of its own would.
pub(super) async fn open(backend: &Backend) -> Directory {
    let store = Store::open(backend).await.unwrap();
    Directory::open(store, Environment::system()).await.unwrap()
}

pub(super) async fn serve(directory: Directory, settings: WebhookSettings) -> Server {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let shutdown = CancellationToken::new();
    let app = App::new(directory).with_webhooks(settings);
    let limits = Limits { drain_delay: Duration::ZERO, ..Limits::default() };
    let token = shutdown.clone();
    let task = tokio::spawn(async move {
        roster_server::serve(Listener::from(listener), app, limits, token).await.unwrap();
    });
    Server { shutdown, task }
}

impl Server {
    /// Stops gracefully.
    pub(super) async fn stop(self) {
        self.shutdown.cancel();
        self.task.await.unwrap();
    }
}
