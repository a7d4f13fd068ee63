//! What is read where it stands in a request: the headers by which a client says who it is, and on
//! which terms it writes.

use std::{
    net::IpAddr,
    sync::{Mutex, OnceLock, PoisonError},
};

use axum::body::Body;
use http::{HeaderName, HeaderValue, Method, Request, header};
use http_body_util::BodyExt as _;
use roster_directory::{Directory, Environment};
use roster_model::{ExposeSecret as _, NewApiKey};
use roster_server::{App, HttpService, Limits, Peer};
use roster_store::{Backend, Store};
use tempfile::TempDir;
use tokio::runtime::Runtime;
use tokio_util::sync::CancellationToken;

const ADA: &str = "ada@example.org";
const LIST: &str = "/a/demo/api/user/v1/";

const PEOPLE: &str = "/api/public/users/";

/// The schemes that the bytes go behind, and where.
const SCHEMES: [(&str, &str); 7] = [
    ("", LIST),
    ("Digest ", LIST),
    ("Basic ", LIST),
    ("ApiKey ", LIST),
    ("Bearer ", LIST),
    ("", PEOPLE),
    ("Token ", PEOPLE),
];

/// A server without a socket, with one domain in it.
struct Stage {
    runtime: Runtime,
    router: HttpService,
    key: String,
    _folder: TempDir,
}

/// An `Authorization`. Nobody is let in by chance.
pub(crate) fn authorization(bytes: &[u8]) {
    for (scheme, target) in SCHEMES {
        let Ok(value) = HeaderValue::from_bytes(&[scheme.as_bytes(), bytes].concat()) else {
            return;
        };
        let headers = [(header::AUTHORIZATION, value)];
        let status = on_stage(|stage| stage.ask(Method::GET, target, headers));
        assert!(status >= 300, "{scheme}: {status}");
    }
}

/// An `If-Match`, `If-None-Match` or `Idempotency-Key`, by somebody who may write.
pub(crate) fn conditions(bytes: &[u8]) {
    let Ok(value) = HeaderValue::from_bytes(bytes) else { return };
    let idempotency = HeaderName::from_static("idempotency-key");
    for name in [header::IF_MATCH, header::IF_NONE_MATCH, idempotency] {
        for method in [Method::GET, Method::PUT] {
            on_stage(|stage| {
                let key = format!("ApiKey {ADA}:{}", stage.key).parse().unwrap();
                let headers = [(header::AUTHORIZATION, key), (name.clone(), value.clone())];
                stage.ask(method.clone(), &format!("{LIST}nobody/"), headers.clone());
                stage.ask(method, LIST, headers)
            });
        }
    }
}

/// Lets one at a time onto the stage, which is set when first asked for.
fn on_stage<T>(act: impl FnOnce(&Stage) -> T) -> T {
    static STAGE: OnceLock<Mutex<Stage>> = OnceLock::new();
    let stage = STAGE.get_or_init(|| Mutex::new(Stage::set()));
    act(&stage.lock().unwrap_or_else(PoisonError::into_inner))
}

impl Stage {
    fn set() -> Self {
        let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build().unwrap();
        let folder = tempfile::tempdir().unwrap();
        let place = Backend::Embedded(folder.path().to_owned());
        let (router, key) = runtime.block_on(async {
            let store = Store::open(&place).await.unwrap();
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

    /// The status that is answered: never that of a fault of the server.
    fn ask(
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
            let response = self.router.handle(request).await;
            let status = response.status();
            let body = response.into_body().collect().await.unwrap().to_bytes();
            assert!(!status.is_server_error(), "{status}: {body:?}");
            status.as_u16()
        })
    }
}
