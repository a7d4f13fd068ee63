//! Liveness and readiness.

use std::time::Duration;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use tokio::time::timeout;

use crate::App;

/// How long `/readyz` waits for the store. It must respond before the usual timeouts of probes.
const STORE_TIMEOUT: Duration = Duration::from_millis(1_500);

/// `GET /livez`: the process responds.
pub(crate) async fn livez() -> Response {
    plain_text(StatusCode::OK, "ok\n")
}

/// `GET /readyz`: the store responds, and the server is not shutting down.
pub(crate) async fn readyz(State(app): State<App>) -> Response {
    if app.stopping.is_cancelled() {
        return plain_text(StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match timeout(STORE_TIMEOUT, app.directory.ready()).await {
        Ok(Ok(())) => return plain_text(StatusCode::OK, "ok\n"),
        Ok(Err(error)) => tracing::warn!(%error, "readiness check failed"),
        Err(_) => tracing::warn!(timeout = ?STORE_TIMEOUT, "readiness check timed out"),
    }
    readyz_without_store().await
}

/// `GET /readyz` while the store is being opened.
pub(crate) async fn readyz_without_store() -> Response {
    plain_text(StatusCode::SERVICE_UNAVAILABLE, "the store does not respond\n")
}

fn plain_text(status: StatusCode, text: &'static str) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, text).into_response()
}
