//! Retries writes after a transaction conflict: the only place that does.
//!
//! The writes of a domain run one after another, so conflicts are rare: deadlocks that PostgreSQL
//! resolves by aborting one transaction, or a cluster that moves a domain. An aborted transaction
//! has changed nothing, so the request can run again from its start.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    body::{Body, Bytes},
    extract::Request,
    response::Response,
};
use http_body_util::BodyExt as _;
use roster_model::Error;

use crate::{console, error::ApiError};

/// Limit for the tries of a request.
const TRIES: usize = 4;

/// Runs a write, and retries it after conflicts.
pub(super) async fn retry<F: Future<Output = Response>>(
    request: Request,
    next: impl Fn(Request) -> F,
) -> Response {
    // The client can repeat an upload. It is too large to keep in memory.
    if request.method().is_safe() || console::is_upload(&request) {
        return next(request).await;
    }
    let (parts, body) = request.into_parts();
    let read = Arc::new(Mutex::new(Vec::<Bytes>::new()));
    let keep = Arc::clone(&read);
    let mut body = Body::new(body.map_frame(move |frame| {
        if let Some(data) = frame.data_ref() {
            keep.lock().unwrap_or_else(PoisonError::into_inner).push(data.clone());
        }
        frame
    }));
    for _ in 1..TRIES {
        let response = next(Request::from_parts(parts.clone(), body)).await;
        if !others_came_between(&response) {
            return response;
        }
        // A request that reached the store has been read completely.
        let pieces = read.lock().unwrap_or_else(PoisonError::into_inner);
        body = Body::from(pieces.concat());
    }
    next(Request::from_parts(parts, body)).await
}

fn others_came_between(response: &Response) -> bool {
    match response.extensions().get::<ApiError>() {
        Some(ApiError::Directory(error)) => matches!(**error, Error::TransactionConflict(_)),
        _ => false,
    }
}
