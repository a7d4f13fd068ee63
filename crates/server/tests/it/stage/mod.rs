//! What transcripts are played on: a server without a socket, whose clock stands still, and a cast.
//!
//! - `demo`: the domain of most transcripts. Ada is its admin.
//! - `live`: a domain of Ada's with the byte habits of the live service.
//! - `other`: a domain that Ada is not in; Olga is its admin.
//!
//! A request without `Authorization` is Ada's, by her API key; to the User.com dialect it comes with
//! an application key of `demo`. `Authorization: none` sends none. `Peer` is the address that a
//! request comes from. A request with the method `OPERATOR` is no request but a deed of the operator:
//! [`operator`] has the list.

mod operator;

use std::sync::Arc;

use axum::body::Body;
use bytes::Bytes;
use http::{HeaderValue, Method, Request, Response, header};
use http_body_util::BodyExt as _;
use roster_directory::Directory;
use roster_model::{DomainName, ExposeSecret as _, NewApiKey, NewAppKey};
use roster_server::{App, Limits, Peer, WrappedRouter};
use roster_store::{Backend, Store};
use roster_testkit::clock::{self, FixedClock};
use tokio_util::sync::CancellationToken;

pub(crate) const ADA: &str = "ada@example.org";
const ADAS_PASSWORD: &str = "a rather long password";
const OLGA: &str = "olga@example.org";

/// A server without a socket.
pub(crate) struct Stage {
    pub(crate) directory: Directory,
    clock: Arc<FixedClock>,
    router: WrappedRouter,
    ada: String,
    olga: String,
    app_key: String,
}

impl Stage {
    pub(crate) async fn open(place: &Backend) -> Self {
        let store = Store::open(place).await.unwrap();
        let (environment, clock) = clock::environment();
        let directory = Directory::open(store, environment).await.unwrap();
        let admin = directory.admin();
        for (domain, wire) in [("demo", None), ("live", Some("live")), ("other", None)] {
            admin.create_domain(domain, wire).await.unwrap();
        }
        let password = || Some(ADAS_PASSWORD.to_owned().into());
        for (email, domain) in [(ADA, "demo"), (ADA, "live"), (OLGA, "other")] {
            admin.create_web_user(email, domain, None, password()).await.unwrap();
        }
        let (ada, olga) = (api_key(&directory, ADA).await, api_key(&directory, OLGA).await);
        let app_key = app_key(&directory, "demo", false).await;
        let app = App::new(directory.clone());
        let router = roster_server::router(app, Limits::default(), CancellationToken::new());
        Self { directory, clock, router, ada, olga, app_key }
    }

    /// What transcripts know from the start.
    pub(crate) fn variables(&self) -> [(&str, &str); 3] {
        [("ada", &self.ada), ("olga", &self.olga), ("app_key", &self.app_key)]
    }

    /// Sends a request of a transcript.
    pub(crate) async fn send(&self, request: Request<Bytes>) -> Response<Bytes> {
        if request.method() == "OPERATOR" {
            return operator::act(self, request.uri()).await;
        }
        let request = self.complete(request).map(Body::from);
        let bodiless = request.method() == Method::HEAD;
        let response = self.router.answer(request).await;
        let (parts, body) = response.into_parts();
        let body = body.collect().await.unwrap().to_bytes();
        // A connection would not send it either.
        Response::from_parts(parts, if bodiless { Bytes::new() } else { body })
    }

    /// Adds what goes without saying.
    fn complete(&self, mut request: Request<Bytes>) -> Request<Bytes> {
        let default = if request.uri().path().starts_with("/api/public/") {
            format!("Token {}", self.app_key)
        } else {
            format!("ApiKey {ADA}:{}", self.ada)
        };
        let headers = request.headers_mut();
        headers.entry(header::HOST).or_insert(HeaderValue::from_static("roster.example.org"));
        let authorization = headers.entry(header::AUTHORIZATION);
        let authorization = authorization.or_insert(default.parse().unwrap());
        if authorization == "none" {
            headers.remove(header::AUTHORIZATION);
        }
        let peer = headers.remove("peer").unwrap_or(HeaderValue::from_static("203.0.113.7"));
        request.extensions_mut().insert(Peer(peer.to_str().unwrap().parse().unwrap()));
        request
    }
}

/// A new API key of `owner`, for all domains that are theirs.
async fn api_key(directory: &Directory, owner: &str) -> String {
    let new = NewApiKey {
        owner: owner.to_owned(),
        domain: None,
        role: None,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let (_, key) = directory.admin().create_api_key(new).await.unwrap();
    key.expose_secret().to_owned()
}

/// A new key to the User.com dialect.
async fn app_key(directory: &Directory, domain: &str, contacts_only: bool) -> String {
    let new = NewAppKey {
        domain: DomainName::parse(domain).unwrap(),
        name: String::new(),
        contacts_only,
        allowed_ips: Vec::new(),
        expires_at: None,
    };
    let (_, key) = directory.admin().create_app_key(new).await.unwrap();
    key.expose_secret().to_owned()
}
