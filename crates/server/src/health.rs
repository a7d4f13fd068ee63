//! Whether the server lives, and whether it is of use.

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use tokio_util::sync::CancellationToken;

use crate::App;

/// `GET /livez`: the process answers.
pub(crate) async fn live() -> Response {
    tell(StatusCode::OK, "ok\n")
}

/// `GET /readyz`: the store answers, and the server is not about to stop.
pub(crate) async fn ready(State(app): State<App>, stopping: CancellationToken) -> Response {
    if stopping.is_cancelled() {
        return tell(StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    match app.directory.ready().await {
        Ok(()) => tell(StatusCode::OK, "ok\n"),
        Err(fault) => {
            tracing::warn!(%fault, "not ready");
            waiting().await
        }
    }
}

/// `GET /readyz` of a server that has no store yet.
pub(crate) async fn waiting() -> Response {
    tell(StatusCode::SERVICE_UNAVAILABLE, "the store does not answer\n")
}

fn tell(status: StatusCode, text: &'static str) -> Response {
    let headers =
        [(header::CONTENT_TYPE, "text/plain; charset=utf-8"), (header::CACHE_CONTROL, "no-store")];
    (status, headers, text).into_response()
}
