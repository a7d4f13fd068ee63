//! A name for every request, and a line in the log about it. The query, headers, bodies and the ends
//! of one-time links are never logged: they hold credentials and people's data.

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

/// The longest name that is taken over from a proxy before us.
const LONGEST_ID: usize = 64;

/// Gives the request its name, and tells how it ended.
pub(super) async fn request<F: Future<Output = Response>>(
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

/// The path, but for one-time links: their end is as good as a password.
fn loggable(path: &str) -> &str {
    if path.contains("/set-password") { "/set-password/.." } else { path }
}

fn given_id(headers: &HeaderMap) -> Option<String> {
    let id = headers.get(REQUEST_ID)?.to_str().ok()?;
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b"-_.".contains(&byte);
    let usable = (1..=LONGEST_ID).contains(&id.len()) && id.bytes().all(plain);
    usable.then(|| id.to_owned())
}

/// Unlike any other of this process, and most likely of others: a count, hashed under a key that
/// the process drew when it started. Names need not be unguessable.
fn new_id() -> String {
    static KEY: LazyLock<RandomState> = LazyLock::new(RandomState::new);
    static COUNT: AtomicU64 = AtomicU64::new(0);
    format!("{:016x}", KEY.hash_one(COUNT.fetch_add(1, Ordering::Relaxed)))
}
