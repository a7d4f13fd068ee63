//! Conditional reads: `ETag`, `If-None-Match` and 304 (RFC 9110 section 13).

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

/// Adds an `ETag` to successful reads of a dialect, and responds with 304 if `If-None-Match` has it.
///
/// HEAD is handled as GET, so that both have the same tag. The connection omits the body.
pub(super) async fn evaluate<F: Future<Output = Response>>(
    mut request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_read || Dialect::from_extensions(request.extensions()).is_none() {
        return next(request).await;
    }
    let known = EntityTags::from_headers(request.headers(), &header::IF_NONE_MATCH);
    *request.method_mut() = Method::GET;
    let response = next(request).await;
    if response.status() != StatusCode::OK {
        return response;
    }
    let mut response = match with_tag(response).await {
        Ok(response) => response,
        Err(error) => return error.into_response(),
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

/// Adds the tag of the body, unless the handler set the tag of a resource.
async fn with_tag(response: Response) -> Result<Response, ApiError> {
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
