//! Limits the size of requests, and rejects ambiguous framing.

use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse as _, Response},
};
use http::{
    HeaderMap, HeaderValue, Version, header,
    uri::{Authority, PathAndQuery},
};
use http_body::Body as _;

use crate::{Limits, body_limit::LimitedBody, console, error::ApiError};

/// Checks the head of a request, and limits its body.
pub(super) async fn check<F: Future<Output = Response>>(
    limits: Limits,
    mut request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    if let Err(error) = check_head(&mut request, limits) {
        let mut response = error.into_response();
        // The rest of the connection may be ambiguous too.
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
        return response;
    }
    if request.body().is_end_stream() {
        return next(request).await;
    }
    let max = max_body_bytes(&request, limits);
    next(request.map(|body| Body::new(LimitedBody::new(body, max, limits)))).await
}

fn check_head(request: &mut Request, limits: Limits) -> Result<(), ApiError> {
    // The transport inserts it, because only the transport sees the raw bytes of the head.
    if let Some(error) = request.extensions_mut().remove::<ApiError>() {
        return Err(error);
    }
    let headers = request.headers();
    if request.uri().path_and_query().map_or(0, target_bytes) > limits.max_uri_bytes {
        return Err(ApiError::UriTooLong);
    }
    if header_bytes(headers) > limits.max_head_bytes {
        return Err(ApiError::HeadTooLarge);
    }
    let hosts = headers.get_all(header::HOST).iter().count();
    if hosts > 1 || (request.version() == Version::HTTP_11 && hosts == 0) {
        return Err(ApiError::Host);
    }
    if !headers.get(header::HOST).is_none_or(is_host) {
        return Err(ApiError::HostInvalid);
    }
    if !headers.get_all(header::CONTENT_ENCODING).iter().all(is_identity) {
        return Err(ApiError::ContentEncoding);
    }
    if content_length(headers) > max_body_bytes(request, limits) {
        return Err(ApiError::BodyTooLarge);
    }
    Ok(())
}

/// The longest host name, in bytes (RFC 1035, 2.3.4).
const MAX_HOST: usize = 255;

/// Whether the value is a host name or address with an optional port. Links in responses contain it.
fn is_host(value: &HeaderValue) -> bool {
    let is_plain = |c: char| c.is_ascii_alphanumeric() || "-._[]:".contains(c);
    let is_valid = |authority: &Authority| {
        let port = authority.as_str().strip_prefix(authority.host()).unwrap_or_default();
        let port = port.strip_prefix(':').unwrap_or_default();
        (1..=MAX_HOST).contains(&authority.host().len())
            && (port.is_empty() || port.parse::<u16>().is_ok())
    };
    value.to_str().is_ok_and(|text| {
        text.chars().all(is_plain) && text.parse().is_ok_and(|authority| is_valid(&authority))
    })
}

/// Whether a body with this `Content-Encoding` is sent as it is. Others are not decoded, since a few
/// bytes of a compressed body can be any number of bytes.
fn is_identity(value: &HeaderValue) -> bool {
    let mut codings = value.to_str().unwrap_or("?").split(',').map(str::trim);
    codings.all(|coding| coding.is_empty() || coding.eq_ignore_ascii_case("identity"))
}

fn max_body_bytes(request: &Request, limits: Limits) -> usize {
    if console::is_upload(request) { limits.max_upload_bytes } else { limits.max_body_bytes }
}

fn target_bytes(target: &PathAndQuery) -> usize {
    target.as_str().len()
}

/// The size of the header lines as sent: name, colon, space, value, CRLF.
fn header_bytes(headers: &HeaderMap) -> usize {
    headers.iter().map(|(name, value)| name.as_str().len() + value.len() + 4).sum()
}

fn content_length(headers: &HeaderMap) -> usize {
    let length = headers.get(header::CONTENT_LENGTH).and_then(|value| value.to_str().ok());
    length.map_or(0, |length| length.parse().unwrap_or(usize::MAX))
}
