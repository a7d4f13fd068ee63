//! Closes client connections during shutdown.

use axum::{extract::Request, response::Response};
use http::{HeaderValue, header};

use crate::App;

/// Adds `Connection: close` to responses during shutdown, so that the client sends its next request
/// to another server.
pub(super) async fn add<F: Future<Output = Response>>(
    app: Option<&App>,
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let mut response = next(request).await;
    if app.is_some_and(|app| app.stopping.is_cancelled()) {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
