//! Gives every request an id and logs it. The query, headers, bodies and the secret part of
//! one-time links are never logged: they contain credentials and personal data.

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

const REQUEST_ID: HeaderName = HeaderName::from_static("x-request-id");

/// Limit for a request id that a proxy sends.
const LONGEST_ID: usize = 64;

/// Sets the request id and logs the response.
pub(super) async fn log<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let id = given_id(request.headers()).unwrap_or_else(new_id);
    let path = loggable(request.uri().path());
    let from = request.extensions().get::<Peer>().map(|peer| tracing::field::display(peer.0));
    let span = tracing::info_span!("request", id = %id, from, method = %request.method(), path);
    let started = Instant::now();
    let answer = async {
        let response = next(request).await;
        let took = started.elapsed();
        tracing::info!(status = response.status().as_u16(), ?took, "answered");
        response
    };
    let mut response = answer.instrument(span).await;
    if let Ok(id) = HeaderValue::from_str(&id) {
        response.headers_mut().insert(REQUEST_ID, id);
    }
    response
}

/// The path without the secret part of one-time links.
fn loggable(path: &str) -> &str {
    if path.contains("/set-password") { "/set-password/.." } else { path }
}

fn given_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let usable = (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(plain);
    usable.then(|| id.to_owned())
}

/// A unique id: a counter, hashed with a key that the process draws at its start. Ids need not be
/// unguessable.
fn new_id() -> String {
    static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{:016x}", KEY.hash_one(COUNT.fetch_add(1, Ordering::Relaxed)))
}
