//! A server with a domain in it, for one test.

use std::net::SocketAddr;

use roster_directory::{Directory, Environment};
use roster_model::{DomainName, ExposeSecret as _, NewApiKey};
use roster_server::{App, Limits, Listener, Proxies};
use roster_store::{Backend, Store};
use tempfile::TempDir;
use tokio::{net::TcpListener, task::JoinHandle};
use tokio_util::sync::CancellationToken;

use crate::raw::{self, ApiResult};

pub(crate) const ADMIN: &str = "ada@example.org";
pub(crate) const PASSWORD: &str = "a rather long password";

/// A server that serves the domain `demo`, and the key of an admin of it.
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
        Self::with(Limits::default()).await
    }

    pub(crate) async fn with(limits: Limits) -> Self {
        Self::behind(Proxies::default(), limits).await
    }

    /// A server that trusts these proxies.
    pub(crate) async fn behind(proxies: Proxies, limits: Limits) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let store = Store::open(&Backend::Embedded(folder.path().to_owned())).await.unwrap();
        let directory = Directory::open(store, Environment::system()).await.unwrap();
        let admin = directory.admin();
        admin.create_domain("demo", None).await.unwrap();
        admin.create_web_user(ADMIN, "demo", None, Some(PASSWORD.into())).await.unwrap();
        let key = key(&directory, ADMIN).await;

        let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
        let address = listener.local_addr().unwrap();
        let shutdown = CancellationToken::new();
        let (app, token) = (App::new(directory.clone()), shutdown.clone());
        let task = tokio::spawn(async move {
            let door = Listener::from(listener).behind(proxies);
            roster_server::serve(door, app, limits, token).await.unwrap();
        });
        Self { address, directory, key, shutdown, task, _folder: folder }
    }

    /// Sends a request line and header lines, and gives the answer.
    pub(crate) async fn ask(&self, line: &str, headers: &[&str]) -> ApiResult {
        self.send(line, headers, "").await
    }

    /// The same with the admin's key.
    pub(crate) async fn ask_as_admin(&self, line: &str) -> ApiResult {
        self.send(line, &[&self.authorization()], "").await
    }

    /// The same with a body of JSON.
    pub(crate) async fn send_as_admin(&self, line: &str, body: &str) -> ApiResult {
        let authorization = self.authorization();
        self.send(line, &[&authorization, "Content-Type: application/json"], body).await
    }

    pub(crate) async fn send(&self, line: &str, headers: &[&str], body: &str) -> ApiResult {
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

    /// Sends bytes as they are, and reads until the server closes the connection.
    pub(crate) async fn raw(&self, bytes: &[u8]) -> ApiResult {
        raw::exchange(self.address, bytes).await
    }

    pub(crate) fn authorization(&self) -> String {
        format!("Authorization: ApiKey {ADMIN}:{}", self.key)
    }
}

/// A new key of a web user, for `demo` alone.
pub(crate) async fn key(directory: &Directory, owner: &str) -> String {
    let new = NewApiKey {
        owner: owner.to_owned(),
        domain: Some(DomainName::parse("demo").unwrap()),
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let (_, key) = directory.admin().create_api_key(new).await.unwrap();
    key.expose_secret().to_owned()
}
