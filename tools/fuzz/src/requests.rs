//! Headers that the server parses: `Authorization`, conditions and idempotency keys.

use std::{
    net::IpAddr,
    sync::{Mutex, OnceLock, PoisonError},
};

use axum::body::Body;
use http::{HeaderName, HeaderValue, Method, Request, header};
use http_body_util::BodyExt as _;
use roster_directory::{Directory, Environment};
use roster_model::{ExposeSecret as _, NewApiKey, WebUserEdit};
use roster_server::{App, HttpService, Limits, Peer};
use roster_store::{Backend, Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

const ADA: &str = "ada@example.org";
const LIST: &str = "/a/demo/api/user/v1/";

const PEOPLE: &str = "/api/public/users/";

/// The authentication schemes before the fuzzed bytes, and the path of each request.
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
struct Fixture {
    runtime: Runtime,
    service: HttpService,
    key: String,
    _folder: TempDir,
}

/// Fuzzes `Authorization`. No value may authenticate.
pub(crate) fn authorization(bytes: &[u8]) {
    for (scheme, target) in SCHEMES {
        let Ok(value) = HeaderValue::from_bytes(&[scheme.as_bytes(), bytes].concat()) else {
            return;
        };
        let headers = [(header::AUTHORIZATION, value)];
        let status = with_fixture(|fixture| fixture.request(Method::GET, target, headers));
        assert!(status >= 300, "{scheme}: {status}");
    }
}

/// Fuzzes `If-Match`, `If-None-Match` and `Idempotency-Key` of an authenticated request.
pub(crate) fn conditions(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    let idempotency = HeaderName::from_static("idempotency-key");
    for name in [header::IF_MATCH, header::IF_NONE_MATCH, idempotency] {
        for method in [Method::GET, Method::PUT] {
            with_fixture(|fixture| {
                let key = format!("ApiKey {ADA}:{}", fixture.key).parse().unwrap();
                let headers = [(header::AUTHORIZATION, key), (name.clone(), value.clone())];
                fixture.request(method.clone(), &format!("{LIST}unknown/"), headers.clone());
                fixture.request(method, LIST, headers)
            });
        }
    }
}

/// Runs one closure at a time with the fixture, which is created at the first call.
fn with_fixture<T>(run: impl FnOnce(&Fixture) -> T) -> T {
    static FIXTURE: OnceLock<Mutex<Fixture>> = OnceLock::new();
    let fixture = FIXTURE.get_or_init(|| Mutex::new(Fixture::new()));
    run(&fixture.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Fixture {
    fn new() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let place = Backend::Embedded(folder.path().to_owned());
        let (service, key) = runtime.block_on(async {
            let store = Store::open(&place).await.unwrap();
            let directory = Directory::open(store, Environment::system()).await.unwrap();
            directory.create_domain("demo", None).await.unwrap();
            let operator = directory.operator("demo").await.unwrap();
            let edit = WebUserEdit::with_role("Admin");
            directory.web_users(&operator).unwrap().create(ADA, edit, None).await.unwrap();
            let new = NewApiKey {
                name: String::new(),
                owner: ADA.to_owned(),
                domain: None,
                role: None,
                allowed_ips: Vec::new(),
                expires_at: None,
            };
            let (_, key) = directory.create_api_key(new).await.unwrap();
            let (app, token) = (App::new(directory), CancellationToken::new());
            (roster_server::router(app, Limits::default(), token), key.expose_secret().to_owned())
        });
        Self { runtime, service, key, _folder: folder }
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
        let known = request.headers_mut();
        known.insert(header::HOST, HeaderValue::from_static("roster.example.org"));
        known.insert(header::CONTENT_TYPE, HeaderValue::from_static("application/json"));
        known.extend(headers);
        request.extensions_mut().insert(Peer(IpAddr::from([203, 0, 113, 7])));
        self.runtime.block_on(async {
            let response = self.service.handle(request).await;
            let status = response.status();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            assert!(!status.is_server_error(), "{status}: {body:?}");
            status.as_u16()
        })
    }
}
