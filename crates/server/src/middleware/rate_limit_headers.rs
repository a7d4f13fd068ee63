//! Adds the `RateLimit` headers, where the domain sets a rate limit.

use axum::{extract::Request, response::Response};

use crate::rate_limit::Note;

/// Adds the headers.
pub(super) async fn add<F: Future<Output = Response>>(
    mut request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let note = Note::default();
    request.extensions_mut().insert(note.clone());
    let mut response = next(request).await;
    if let Some(standing) = note.read() {
        standing.put(response.headers_mut());
    }
    response
}
