//! Rejects requests that are too large or ambiguously framed, before any other work.

use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse as _, Response},
};
use http::{HeaderMap, HeaderValue, Version, header, uri::PathAndQuery};
use http_body::Body as _;

use crate::{Limits, body_limit::LimitedBody, console, error::ApiError};

/// Checks the head of a request, and limits its body.
pub(super) async fn check<F: Future<Output = Response>>(
    limits: Limits,
    mut request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    if let Some(refusal) = objection(&mut request, limits) {
        let mut response = refusal.into_response();
        // A client with such a head may frame its next bytes differently, too.
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
    // Set by the listener, which sees the raw head.
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

/// The limit of the body.
fn body_bytes(request: &Request, limits: Limits) -> usize {
    if console::is_upload(request) { limits.upload_bytes } else { limits.body_bytes }
}

fn target_bytes(target: &PathAndQuery) -> usize {
    target.as_str().len()
}

/// The size of the header lines: name, colon, space, value, line end.
fn block_bytes(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}

fn announced_bytes(headers: &HeaderMap) -> usize {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.map_or(0, |length| length.parse().unwrap_or(usize::MAX))
}
