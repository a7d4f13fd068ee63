//! Which methods an address has. The router knows, and is answered for here: before anybody is
//! asked who they are.

use axum::{extract::Request, response::Response};
use http::{HeaderValue, Method, StatusCode, header};

use crate::error::ApiError;

/// Turns the router's "wrong method" into an answer to OPTIONS, or a refusal that names the right
/// ones.
pub(super) async fn tell<F: Future<Output = Response>>(
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

/// The methods as the live service lists them: with blanks, and without HEAD, which goes without
/// saying where GET is.
fn listed(allow: &HeaderValue) -> String {
    let known = allow.to_str().unwrap_or_default();
    let told: Vec<&str> = known.split(',').map(str::trim).filter(|name| *name != "HEAD").collect();
    told.join(", ")
}
