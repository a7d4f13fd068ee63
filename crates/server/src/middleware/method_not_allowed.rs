//! Responses to OPTIONS, and to methods that a path does not have.
//!
//! Both are decided before authentication, as CommCare HQ does.

use axum::{extract::Request, response::Response};
use http::{HeaderValue, Method, StatusCode, header};

use crate::error::ApiError;

/// Turns the router's 405 into the response to OPTIONS, or into an error that lists the allowed
/// methods.
pub(super) async fn convert<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let is_options = *request.method() == Method::OPTIONS;
    let mut response = next(request).await;
    let has_error = response.extensions().get::<ApiError>().is_some();
    if has_error || response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return response;
    }
    let allowed = response.headers().get(header::ALLOW).map(format_allowed).unwrap_or_default();
    if let Ok(allow) = HeaderValue::from_str(&allowed) {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    let error =
        if is_options { ApiError::Options { allowed } } else { ApiError::Method { allowed } };
    response.extensions_mut().insert(error);
    response
}

/// Formats the methods as CommCare HQ does: with a space after each comma, and without HEAD.
fn format_allowed(allow: &HeaderValue) -> String {
    let methods = allow.to_str().unwrap_or_default().split(',').map(str::trim);
    methods.filter(|name| *name != "HEAD").collect::<Vec<_>>().join(", ")
}
