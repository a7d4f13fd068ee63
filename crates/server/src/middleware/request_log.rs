//! Gives each request an ID, and logs it.
//!
//! The query, the headers, the bodies and the tokens of one-time links are never logged, because
//! they contain credentials and personal data.

use std::{
    hash::{BuildHasher as _, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{extract::Request, response::Response};
use http::{HeaderMap, HeaderName, HeaderValue};
use tracing::Instrument as _;

use crate::Peer;

/// The ID of a request. It is in the request's extensions.
#[derive(Clone)]
pub(crate) struct RequestId(pub(crate) HeaderValue);

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// The longest ID that is accepted from a client or proxy.
const MAX_ID_LENGTH: usize = 64;

/// Handles a request in a span with its ID, logs the result, and adds `X-Request-Id`.
pub(super) async fn log<F: Future<Output = Response>>(
    mut request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let id = received_id(request.headers()).unwrap_or_else(new_id);
    let path = redacted(request.uri().path());
    let peer = request.extensions().get::<Peer>().map(|peer| tracing::field::display(peer.0));
    let span = tracing::info_span!("request", id = %id, peer, method = %request.method(), path);
    let header = HeaderValue::from_str(&id).ok();
    if let Some(id) = &header {
        request.extensions_mut().insert(RequestId(id.clone()));
    }
    let started = Instant::now();
    let handled = async {
        let response = next(request).await;
        let duration = started.elapsed();
        tracing::info!(status = response.status().as_u16(), ?duration, "request completed");
        response
    };
    let mut response = handled.instrument(span).await;
    if let Some(id) = header {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The path without the token of a one-time link.
fn redacted(path: &str) -> &str {
    if path.contains("/set-password") { "/set-password/.." } else { path }
}

fn received_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let is_allowed = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let is_valid = (1..=MAX_ID_LENGTH).contains(&id.len()) && id.bytes().all(is_allowed);
    is_valid.then(|| id.to_owned())
}

/// Generates an ID: a counter, hashed with a random key of the process. IDs are unique in a process
/// and very likely between processes. They need not be unpredictable.
fn new_id() -> String {
    static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{:016x}", KEY.hash_one(COUNT.fetch_add(1, Ordering::Relaxed)))
}
