//! Tells, with every answer, how much more its credential may ask, where its domain sets a rate.

use axum::{extract::Request, response::Response};

use crate::throttle::Note;

/// Puts what was counted into the headers of the answer.
pub(super) async fn tell<F: Future<Output = Response>>(
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
