//! Liveness and readiness.

use std::time::Duration;

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use tokio::time::timeout;

use crate::App;

/// A store that responds later counts as unavailable: a probe needs the answer before its own
/// timeout.
const SOON: Duration = Duration::from_millis(1_500);

/// `GET /livez`: the process responds.
pub(crate) async fn live() -> Response {
    respond(StatusCode::OK, "ok\n")
}

/// `GET /readyz`: the store responds, and the server is not stopping.
pub(crate) async fn ready(State(app): State<App>) -> Response {
    if app.stopping.is_cancelled() {
        return respond(StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match timeout(SOON, app.directory.ready()).await {
        Ok(Ok(())) => return respond(StatusCode::OK, "ok\n"),
        Ok(Err(error)) => tracing::warn!(%error, "not ready"),
        Err(late) => tracing::warn!(%late, "not ready"),
    }
    waiting().await
}

/// `GET /readyz` of a server without a store yet.
pub(crate) async fn waiting() -> Response {
    respond(StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
}

fn respond(status: StatusCode, text: &'static str) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, text).into_response()
}
