//! Rejects unsupported methods, before authentication. The router knows the methods of each route.

use axum::{extract::Request, response::Response};
use http::{HeaderValue, Method, StatusCode, header};

use crate::error::ApiError;

/// Turns the router's 405 into an answer to OPTIONS, or an error that names the supported methods.
pub(super) async fn answer<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let asked = *request.method() == Method::OPTIONS;
    let mut response = next(request).await;
    let told = response.extensions().get::<ApiError>().is_some();
    if told || response.status() != StatusCode::METHOD_NOT_ALLOWED {
        return response;
    }
    let allowed = response.headers().get(header::ALLOW).map(listed).unwrap_or_default();
    if let Ok(allow) = HeaderValue::from_str(&allowed) {
        response.headers_mut().insert(header::ALLOW, allow);
    }
    let refusal = if asked { ApiError::Options { allowed } } else { ApiError::Method { allowed } };
    response.extensions_mut().insert(refusal);
    response
}

/// The methods as the live service lists them: separated by comma and space, and without HEAD,
/// which GET implies.
fn listed(allow: &HeaderValue) -> String {
    let known = allow.to_str().unwrap_or_default();
    let told: Vec<&str> = known.split(',').map(str::trim).filter(|name| *name != "HEAD").collect();
    told.join(", ")
}
