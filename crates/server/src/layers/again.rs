//! Trying again what another came between: the one place where that is done.
//!
//! The writes of a domain wait for one another, so it is rare: two that lock the same things in
//! another order, of which PostgreSQL gives up one, or a cluster that moves a domain. Nothing of the
//! one that was given up has happened, so it is as if it had come a moment later.

use std::sync::{Arc, Mutex, PoisonError};

use axum::{
    body::{Body, Bytes},
    extract::Request,
    response::Response,
};
use http_body_util::BodyExt as _;
use roster_model::Error;

use crate::{console, error::ApiError};

/// How often a request is tried at most.
const TRIES: usize = 4;

/// Carries a write out, again as long as others come between.
pub(super) async fn if_others_came_between<F: Future<Output = Response>>(
    request: Request,
    next: impl Fn(Request) -> F,
) -> Response {
    // What a table's sending does to the store can be done again by whoever sends it; kept in memory
    // it must not be.
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
        // Who has come as far as the store has read all of it.
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
