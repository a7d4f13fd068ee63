//! Turns a panic into a response with status 500.

use std::{any::Any, panic::AssertUnwindSafe};

use axum::{
    extract::Request,
    response::{IntoResponse as _, Response},
};
use futures_util::FutureExt as _;

use crate::error::ApiError;

/// Handles a request. A panic ends this request only.
pub(super) async fn catch<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let result = AssertUnwindSafe(next(request)).catch_unwind().await;
    result.unwrap_or_else(|payload| {
        tracing::error!(message = panic_message(&*payload), "handler panicked");
        ApiError::Internal.into_response()
    })
}

fn panic_message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("unknown")
}
