//! Request headers: credentials, preconditions and idempotency keys.

use std::{
    net::IpAddr,
    sync::{Mutex, OnceLock, PoisonError},
};

use axum::body::Body;
use http::{HeaderName, HeaderValue, Method, Request, header};
use http_body_util::BodyExt as _;
use roster_directory::{Directory, Environment};
use roster_model::{ExposeSecret as _, NewApiKey};
use roster_server::{App, Limits, Peer, WrappedRouter};
use roster_store::{Backend, Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

const ADA: &str = "ada@example.org";
const LIST: &str = "/a/demo/api/user/v1/";
const PEOPLE: &str = "/api/public/users/";

/// The authentication schemes, and the paths that accept them.
const SCHEMES: [(&str, &str); 7] = [
    ("", LIST),
    ("Digest ", LIST),
    ("Basic ", LIST),
    ("ApiKey ", LIST),
    ("Bearer ", LIST),
    ("", PEOPLE),
    ("Token ", PEOPLE),
];

/// A server without a socket, with one domain.
struct TestServer {
    runtime: Runtime,
    router: WrappedRouter,
    key: String,
    _folder: TempDir,
}

/// An `Authorization` header. No input must authenticate.
pub(crate) fn authorization(bytes: &[u8]) {
    for (scheme, target) in SCHEMES {
        let Ok(value) = HeaderValue::from_bytes(&[scheme.as_bytes(), bytes].concat()) else {
            return;
        };
        let headers = [(header::AUTHORIZATION, value)];
        let status = with_server(|server| server.request(Method::GET, target, headers));
        assert!(status >= 300, "{scheme}: {status}");
    }
}

/// An `If-Match`, `If-None-Match` or `Idempotency-Key` header, from a caller with all permissions.
pub(crate) fn conditions(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    let idempotency = HeaderName::from_static("idempotency-key");
    for name in [header::IF_MATCH, header::IF_NONE_MATCH, idempotency] {
        for method in [Method::GET, Method::PUT] {
            with_server(|server| {
                let key = format!("ApiKey {ADA}:{}", server.key).parse().unwrap();
                let headers = [(header::AUTHORIZATION, key), (name.clone(), value.clone())];
                server.request(method.clone(), &format!("{LIST}unknown/"), headers.clone());
                server.request(method, LIST, headers)
            });
        }
    }
}

/// Runs `action` with the server, one call at a time. The first call starts the server.
fn with_server<T>(action: impl FnOnce(&TestServer) -> T) -> T {
    static SERVER: OnceLock<Mutex<TestServer>> = OnceLock::new();
    let server = SERVER.get_or_init(|| Mutex::new(TestServer::start()));
    action(&server.lock().unwrap_or_else(PoisonError::into_inner))
}

impl TestServer {
    fn start() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let backend = Backend::Embedded(folder.path().to_owned());
        let (router, key) = runtime.block_on(async {
            let store = Store::open(&backend).await.unwrap();
            let directory = Directory::open(store, Environment::system()).await.unwrap();
            let admin = directory.admin();
            admin.create_domain("demo", None).await.unwrap();
            admin.create_web_user(ADA, "demo", None, None).await.unwrap();
            let new = NewApiKey {
                owner: ADA.to_owned(),
                domain: None,
                role: None,
                allowed_ips: Vec::new(),
                expires_at: None,
            };
            let (_, key) = admin.create_api_key(new).await.unwrap();
            let (app, token) = (App::new(directory), CancellationToken::new());
            (roster_server::router(app, Limits::default(), token), key.expose_secret().to_owned())
        });
        Self { runtime, router, key, _folder: folder }
    }

    /// Sends a request and returns the status, which must not be a server error.
    fn request(
        &self,
        method: Method,
        target: &str,
        headers: impl IntoIterator<Item = (HeaderName, HeaderValue)>,
    ) -> u16 {
        let mut request =
            Request::builder().method(method).uri(target).body(Body::from("{}")).unwrap();
        let all = request.headers_mut();
        all.insert(header::HOST, HeaderValue::from_static("roster.example.org"));
        all.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        all.extend(headers);
        request.extensions_mut().insert(Peer(IpAddr::from([203, 0, 113, 7])));
        self.runtime.block_on(async {
            let response = self.router.answer(request).await;
            let status = response.status();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            assert!(!status.is_server_error(), "{status}: {body:?}");
            status.as_u16()
        })
    }
}
