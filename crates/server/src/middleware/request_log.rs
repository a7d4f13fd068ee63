//! Gives each request an ID, and logs it.
//!
//! The query, the headers, the bodies and the tokens of one-time links are never logged, because
//! they contain credentials and personal data.

use std::{
    borrow::Cow,
    hash::{BuildHasher as _, RandomState},
    sync::{
        LazyLock,
        atomic::{AtomicU64, Ordering},
    },
    time::Instant,
};

use axum::{extract::Request, response::Response};
use http::{HeaderMap, HeaderName, HeaderValue};
use percent_encoding::percent_decode_str;
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
    let peer = request.extensions().get::<Peer>().map(|peer| tracing::field::display(peer.0));
    // The values of fields are computed only if the span is logged.
    let span = tracing::info_span!(
        "request",
        id = %id,
        peer,
        method = %request.method(),
        path = &*redacted(request.uri().path())
    );
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

/// The shortest run of letters and digits that is taken for a secret. Ids of this server have 32.
const SECRET_LENGTH: usize = 40;

/// The marks at the beginning of keys.
const KEY_MARKS: [&str; 2] = ["rst_", "whsec_"];

/// The path without secrets: the tokens of one-time links, and keys that a client puts into a path by
/// mistake.
fn redacted(path: &str) -> Cow<'_, str> {
    let decoded = percent_decode_str(path).decode_utf8_lossy();
    let after_link = ["/set-password/", "/join/"].iter().any(|link| decoded.starts_with(link));
    if !after_link && !decoded.split('/').any(is_secret) {
        return path.into();
    }
    let mut segments = decoded.split('/');
    let kept: Vec<&str> = if after_link {
        segments.take(2).chain([".."]).collect()
    } else {
        segments.by_ref().map(|segment| if is_secret(segment) { ".." } else { segment }).collect()
    };
    kept.join("/").into()
}

/// Whether a segment of a path contains a key or a token.
fn is_secret(segment: &str) -> bool {
    let segment = segment.to_ascii_lowercase();
    let is_long = |run: &str| run.len() >= SECRET_LENGTH;
    KEY_MARKS.iter().any(|mark| segment.contains(mark))
        || segment.split(|c: char| !c.is_ascii_alphanumeric()).any(is_long)
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

#[cfg(test)]
mod tests {
    use super::redacted;

    #[test]
    fn keys_and_tokens_are_not_in_the_path() {
        let hex = "0123456789abcdef".repeat(4);
        let letters = "aB3".repeat(22);
        for (path, expected) in [
            (format!("/set-password/3-{hex}"), "/set-password/.."),
            (format!("/join/{hex}/accept"), "/join/.."),
            (format!("/a/demo/api/user/v1/rst_{hex}/"), "/a/demo/api/user/v1/../"),
            (format!("/a/demo/api/user/v1/ada%40x.org:%72st_{hex}/"), "/a/demo/api/user/v1/../"),
            ("/a/rst_0123456789ab/api".to_owned(), "/a/../api"),
            (format!("/api/public/users/{letters}/"), "/api/public/users/../"),
            (format!("/api/public/users/Token%20{letters}"), "/api/public/users/.."),
        ] {
            assert_eq!(redacted(&path), expected, "{path}");
        }
    }

    #[test]
    fn other_paths_are_unchanged() {
        let id = format!("/a/demo/api/user/v1/{}/", "0123456789abcdef".repeat(2));
        for path in [id.as_str(), "/", "/a/demo/api/v0.5/user/%20x/", "/a/join/api/"] {
            assert_eq!(redacted(path), path);
        }
    }
}
