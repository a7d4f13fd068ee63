//! What is too large, or framed so that two readers could disagree, is refused before anything is
//! done with it.

use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, HeaderValue, Version, header, uri::PathAndQuery};
use http_body::Body as _;

use crate::{Limits, body_limit::LimitedBody, console, error::ApiError};

/// Checks the head of a request, and sets a guard before its body.
pub(super) async fn check<F: Future<Output = Response>>(
    limits: Limits,
    mut request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    if let Some(refusal) = objection(&mut request, limits) {
        let mut response = refusal.into_response();
        // Whoever sends such a head may mean something else by what follows, too.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        return response;
    }
    if request.body().is_end_stream() {
        return next(request).await;
    }
    let most = body_bytes(&request, limits);
    let guard = |body| Body::new(LimitedBody::new(body, most, limits));
    next(request.map(guard)).await
}

fn objection(request: &mut Request, limits: Limits) -> Option<ApiError> {
    // Set by the listener, which alone sees the head as it came in.
    if let Some(refusal) = request.extensions_mut().remove::<ApiError>() {
        return Some(refusal);
    }
    let headers = request.headers();
    if request.uri().path_and_query().map_or(0, target_bytes) > limits.uri_bytes {
        return Some(ApiError::UriTooLong);
    }
    if block_bytes(headers) > limits.head_bytes {
        return Some(ApiError::HeadTooLarge);
    }
    if request.version() == Version::HTTP_11 && headers.get_all(header::HOST).iter().count() != 1 {
        return Some(ApiError::Host);
    }
    (announced_bytes(headers) > body_bytes(request, limits)).then_some(ApiError::BodyTooLarge)
}

/// How large the body may be.
fn body_bytes(request: &Request, limits: Limits) -> usize {
    if console::is_upload(request) { limits.upload_bytes } else { limits.body_bytes }
}

fn target_bytes(target: &PathAndQuery) -> usize {
    target.as_str().len()
}

/// The header lines as they were sent: name, colon, blank, value, line end.
fn block_bytes(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}

fn announced_bytes(headers: &HeaderMap) -> usize {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.map_or(0, |length| length.parse().unwrap_or(usize::MAX))
}
