//! Adds the `RateLimit-*` headers to responses.

use axum::{extract::Request, response::Response};

use crate::rate_limit::QuotaSlot;

/// Adds the headers if the domain of the request has a rate limit.
pub(super) async fn add<F: Future<Output = Response>>(
    mut request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let slot = QuotaSlot::default();
    request.extensions_mut().insert(slot.clone());
    let mut response = next(request).await;
    if let Some(quota) = slot.get() {
        quota.add_headers(response.headers_mut());
    }
    response
}
