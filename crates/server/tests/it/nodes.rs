//! Several servers without sockets on one store.

use std::{net::IpAddr, sync::Arc};

use axum::body::Body;
use http::{HeaderMap, Request, header};
use http_body_util::BodyExt as _;
use roster_directory::{Clock, Directory, Environment, SystemRng};
use roster_model::{DomainName, ExposeSecret as _, NewApiKey, NewAppKey};
use roster_server::{App, HttpService, Limits, Peer, router};
use roster_store::{Backend, Store};
use roster_testkit::{
    clock::{self, FixedClock},
    operator,
};
use serde_json::Value;
use tokio_util::sync::CancellationToken;

const ADMIN: &str = "ada@example.org";

/// A store with the domain `demo`.
pub(crate) struct Nodes {
    backend: Backend,
    pub(crate) clock: Arc<FixedClock>,
    /// An API key of the admin.
    pub(crate) key: String,
    /// Another API key of the admin.
    pub(crate) other_key: String,
    app_key: String,
}

/// One server. It shares nothing but the store with the others, like another process.
#[derive(Clone)]
pub(crate) struct Node {
    service: HttpService,
    key: String,
    app_key: String,
}

/// A response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Response {
    pub(crate) status: u16,
    pub(crate) headers: HeaderMap,
    pub(crate) body: String,
}

impl Nodes {
    pub(crate) async fn on(backend: Backend) -> Self {
        let (_, clock) = clock::environment();
        let directory = open(&backend, &clock).await;
        directory.create_domain("demo", None).await.unwrap();
        let password = Some("a rather long password".into());
        operator::create_web_user(&directory, ADMIN, "demo", None, password).await.unwrap();
        let (key, other_key) = (api_key(&directory).await, api_key(&directory).await);
        let new = NewAppKey {
            domain: DomainName::parse("demo").unwrap(),
            name: String::new(),
            contacts_only: false,
            allowed_ips: Vec::new(),
            expires_at: None,
        };
        let (_, app_key) = operator::create_app_key(&directory, new).await.unwrap();
        Self { backend, clock, key, other_key, app_key: app_key.expose_secret().to_owned() }
    }

    pub(crate) async fn start(&self) -> Node {
        let app = App::new(open(&self.backend, &self.clock).await);
        Node {
            service: router(app, Limits::default(), CancellationToken::new()),
            key: self.key.clone(),
            app_key: self.app_key.clone(),
        }
    }
}

impl Node {
    /// Sends a request with a JSON body. Adds credentials unless they are given.
    pub(crate) async fn request(
        &self,
        line: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Response {
        self.send(self.build_request(line, headers, Body::from(body.to_owned()))).await
    }

    /// Builds a request with a JSON body. Adds credentials unless they are given.
    pub(crate) fn build_request(
        &self,
        line: &str,
        headers: &[(&str, &str)],
        body: Body,
    ) -> Request<Body> {
        let (method, target) = line.split_once(' ').unwrap();
        let mut request = Request::builder().method(method).uri(target).body(body).unwrap();
        let known = request.headers_mut();
        known.insert(header::HOST, "roster.example.org".parse().unwrap());
        known.insert(header::CONTENT_TYPE, "application/json".parse().unwrap());
        for (name, value) in headers {
            known.append(name.parse::<http::HeaderName>().unwrap(), value.parse().unwrap());
        }
        let credentials = if target.starts_with("/api/public/") {
            format!("Token {}", self.app_key)
        } else {
            format!("ApiKey {ADMIN}:{}", self.key)
        };
        if !target.contains("api_key=") {
            known.entry(header::AUTHORIZATION).or_insert(credentials.parse().unwrap());
        }
        request.extensions_mut().insert(Peer(IpAddr::from([203, 0, 113, 7])));
        request
    }

    pub(crate) async fn send(&self, request: Request<Body>) -> Response {
        let (parts, body) = self.service.handle(request).await.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        let body = String::from_utf8(body.to_vec()).unwrap();
        Response { status: parts.status.as_u16(), headers: parts.headers, body }
    }

    /// The last sequence number of the change log.
    pub(crate) async fn seq(&self) -> i64 {
        let page = self.request("GET /a/demo/api/changes/v1/?limit=1000", &[], "").await.json();
        page["changes"].as_array().unwrap().last().map_or(0, |last| last["seq"].as_i64().unwrap())
    }
}

impl Response {
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|_| panic!("{self:?}"))
    }

    pub(crate) fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name).map(|value| value.to_str().unwrap())
    }

    pub(crate) fn tag(&self) -> &str {
        self.header("ETag").unwrap_or_else(|| panic!("no ETag: {self:?}"))
    }

    /// The status and the error code.
    pub(crate) fn status_and_code(&self) -> (u16, String) {
        (self.status, self.json()["code"].as_str().unwrap_or_default().to_owned())
    }
}

impl Nodes {
    /// The directory of the store, opened again.
    pub(crate) async fn directory(&self) -> Directory {
        open(&self.backend, &self.clock).await
    }

    /// The store, opened again.
    pub(crate) async fn store(&self) -> Store {
        Store::open(&self.backend).await.unwrap()
    }
}

async fn open(backend: &Backend, clock: &Arc<FixedClock>) -> Directory {
    let clock = Arc::clone(clock) as Arc<dyn Clock>;
    let environment = Environment::new(clock, Arc::new(SystemRng));
    Directory::open(Store::open(backend).await.unwrap(), environment).await.unwrap()
}

async fn api_key(directory: &Directory) -> String {
    let new = NewApiKey {
        name: String::new(),
        owner: ADMIN.to_owned(),
        domain: None,
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    directory.create_api_key(new).await.unwrap().1.expose_secret().to_owned()
}
