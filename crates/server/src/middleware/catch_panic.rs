//! Turns a panic into a 500: it ends one request and nothing else.

use std::{any::Any, panic::AssertUnwindSafe};

use axum::{
    extract::Request,
    response::{IntoResponse as _, Response},
};
use futures_util::FutureExt as _;

use crate::error::ApiError;

/// Catches the panic of a handler.
pub(super) async fn catch<F: Future<Output = Response>>(
    request: Request,
    next: impl FnOnce(Request) -> F,
) -> Response {
    let answered = AssertUnwindSafe(next(request)).catch_unwind().await;
    answered.unwrap_or_else(|payload| {
        tracing::error!(message = message(&*payload), "a request panicked");
        ApiError::Internal.into_response()
    })
}

fn message(payload: &(dyn Any + Send)) -> &str {
    let text = payload.downcast_ref::<&str>().copied();
    let text = text.or_else(|| payload.downcast_ref::<String>().map(String::as_str));
    text.unwrap_or("without a message")
}
