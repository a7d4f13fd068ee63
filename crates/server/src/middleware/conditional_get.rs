//! Conditional GET (RFC 9110 section 13).

use axum::{
    body::Body,
    extract::Request,
    response::{IntoResponse as _, Response},
};
use http::{HeaderValue, Method, StatusCode, header};

use crate::{
    body_limit::read_all,
    dialect::Dialect,
    error::ApiError,
    etag::{self, EntityTags},
};

/// Adds an `ETag` to every response to a read of the API, and answers 304 when `If-None-Match`
/// matches.
///
/// HEAD runs as GET, so that its response has the same tag; the connection omits the body.
pub(super) async fn answer<F: Future<Output = Response>>(
    mut request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let reads = matches!(*request.method(), Method::GET | Method::HEAD);
    if !reads || Dialect::from_extensions(request.extensions()).is_none() {
        return next(request).await;
    }
    let known = EntityTags::from_headers(request.headers(), &header::IF_NONE_MATCH);
    *request.method_mut() = Method::GET;
    let response = next(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let mut response = match tagged(response).await {
        Ok(response) => response,
        Err(refusal) => return refusal.into_response(),
    };
    let Some(tag) = response.headers().get(header::ETAG) else { return response };
    if known.is_some_and(|known| known.matches(tag)) {
        *response.status_mut() = StatusCode::NOT_MODIFIED;
        *response.body_mut() = Body::empty();
        response.headers_mut().remove(header::CONTENT_TYPE);
        response.headers_mut().remove(header::CONTENT_LENGTH);
    }
    response
}

/// The response with a tag: that of its object or, if it has no single one, of its bytes.
async fn tagged(response: Response) -> Result<Response, ApiError> {
    if response.headers().contains_key(header::ETAG) {
        return Ok(response);
    }
    let (mut parts, body) = response.into_parts();
    let bytes = read_all(body).await?;
    if let Ok(tag) = HeaderValue::try_from(etag::from_bytes(&bytes)) {
        parts.headers.insert(header::ETAG, tag);
    }
    Ok(Response::from_parts(parts, Body::from(bytes)))
}
