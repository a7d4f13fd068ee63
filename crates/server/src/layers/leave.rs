//! Taking leave of clients before the server stops.

use axum::{extract::Request, response::Response};
use http::{HeaderValue, header};

use crate::App;

/// Asks for the next request to be sent to somebody else, once the server is about to stop.
pub(super) async fn take<F: Future<Output = Response>>(
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
