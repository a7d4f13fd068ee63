//! A server with a domain, for one test.

use std::net::SocketAddr;

use roster_directory::{Directory, Environment};
use roster_model::{DomainName, ExposeSecret as _, NewApiKey};
use roster_server::{App, Limits, Listener, TrustedProxies};
use roster_store::{Backend, Store};
use roster_testkit::operator;
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::raw::{self, Response};

pub(crate) const ADMIN: &str = "ada@example.org";
pub(crate) const PASSWORD: &str = "a rather long password";

/// A server with the domain `demo`, and an API key of its admin.
pub(crate) struct Server {
    pub(crate) address: SocketAddr,
    pub(crate) directory: Directory,
    pub(crate) key: String,
    pub(crate) shutdown: CancellationToken,
    pub(crate) task: JoinHandle<()>,
    _folder: TempDir,
}

impl Server {
    pub(crate) async fn start() -> Self {
        Self::with_limits(Limits::default()).await
    }

    pub(crate) async fn with_limits(limits: Limits) -> Self {
        Self::with_proxies(TrustedProxies::default(), limits).await
    }

    /// Starts a server that trusts these proxies.
    pub(crate) async fn with_proxies(proxies: TrustedProxies, limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
        let directory = Directory::open(store, Environment::system()).await.unwrap();
        directory.create_domain("demo", None).await.unwrap();
        operator::create_web_user(&directory, ADMIN, "demo", None, Some(PASSWORD.into()))
            .await
            .unwrap();
        let key = key(&directory, ADMIN).await;

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shutdown = CancellationToken::new();
        let (app, token) = (App::new(directory.clone()), shutdown.clone());
        let task = tokio::spawn(async move {
            let listener = Listener::from(listener).with_trusted_proxies(proxies);
            roster_server::serve(listener, app, limits, token).await.unwrap();
        });
        Self { address, directory, key, shutdown, task, _folder: folder }
    }

    /// Sends a request with these header lines and no body.
    pub(crate) async fn request(&self, line: &str, headers: &[&str]) -> Response {
        self.send(line, headers, "").await
    }

    /// Sends a request with the API key of the admin.
    pub(crate) async fn request_as_admin(&self, line: &str) -> Response {
        self.send(line, &[&self.authorization()], "").await
    }

    /// Sends a request with the API key of the admin and a JSON body.
    pub(crate) async fn send_as_admin(&self, line: &str, body: &str) -> Response {
        let authorization = self.authorization();
        self.send(line, &[&authorization, "Content-Type: application/json"], body).await
    }

    /// Sends a request with these header lines and this body.
    pub(crate) async fn send(&self, line: &str, headers: &[&str], body: &str) -> Response {
        let mut text = format!("{line} HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n");
        for header in headers {
            text.push_str(header);
            text.push_str("\r\n");
        }
        if !body.is_empty() {
            text = format!("{text}Content-Length: {}\r\n", body.len());
        }
        self.raw(format!("{text}\r\n{body}").as_bytes()).await
    }

    /// Sends raw bytes, and reads until the server closes the connection.
    pub(crate) async fn raw(&self, bytes: &[u8]) -> Response {
        raw::exchange(self.address, bytes).await
    }

    /// The `Authorization` line of the admin.
    pub(crate) fn authorization(&self) -> String {
        format!("Authorization: ApiKey {ADMIN}:{}", self.key)
    }
}

/// Creates an API key of a web user for the domain `demo`.
pub(crate) async fn key(directory: &Directory, owner: &str) -> String {
    let new = NewApiKey {
        name: String::new(),
        owner: owner.to_owned(),
        domain: Some(DomainName::parse("demo").unwrap()),
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let (_, key) = directory.create_api_key(new).await.unwrap();
    key.expose_secret().to_owned()
}
