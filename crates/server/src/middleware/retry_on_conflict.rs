//! Retries requests whose transaction the database aborted because of a conflict.
//!
//! Conflicts are rare, because the writes of a domain are serialized: a deadlock that PostgreSQL
//! resolves, or a cluster that moves a domain. An aborted transaction has no effect, so the request
//! can run again. This is the only place that retries.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    body::{Body, Bytes},
    extract::Request,
    response::Response,
};
use http_body_util::BodyExt as _;
use roster_model::Error;

use crate::{console, error::ApiError};

/// The most attempts for a request.
const MAX_ATTEMPTS: usize = 4;

/// Handles a request, and again if its transaction conflicted with another one.
pub(super) async fn retry<F: Future<Output = Response>>(
    request: Request,
    next: impl Fn(Request) -> F,
) -> Response {
    // An upload is too large to keep in memory. The user can repeat it.
    if request.method().is_safe() || console::is_upload(&request) {
        return next(request).await;
    }
    let (parts, body) = request.into_parts();
    let recorded = Arc::new(Mutex::new(Vec::<Bytes>::new()));
    let writer = Arc::clone(&recorded);
    let mut body = Body::new(body.map_frame(move |frame| {
        if let Some(data) = frame.data_ref() {
            writer.lock().unwrap_or_else(PoisonError::into_inner).push(data.clone());
        }
        frame
    }));
    for _ in 1..MAX_ATTEMPTS {
        let response = next(Request::from_parts(parts.clone(), body)).await;
        if !is_conflict(&response) {
            return response;
        }
        // A request that reached the store has read its whole body.
        let frames = recorded.lock().unwrap_or_else(PoisonError::into_inner);
        body = Body::from(frames.concat());
    }
    next(Request::from_parts(parts, body)).await
}

fn is_conflict(response: &Response) -> bool {
    match response.extensions().get::<ApiError>() {
        Some(ApiError::Directory(error)) => matches!(**error, Error::TransactionConflict(_)),
        _ => false,
    }
}
