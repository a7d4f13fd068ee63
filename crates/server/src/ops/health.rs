//! Liveness and readiness.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::{Duration, Instant},
};

use axum::{
    extract::State,
    response::{IntoResponse, Response},
};
use http::{StatusCode, header};
use roster_model::Error;
use tokio::time::timeout;

use crate::App;

/// How long `/readyz` waits for the store, once to read and once to write. It must respond before the
/// usual timeouts of probes.
const STORE_TIMEOUT: Duration = Duration::from_millis(900);

/// `GET /livez`: the process responds.
pub(crate) async fn livez() -> Response {
    plain_text(StatusCode::OK, "ok\n")
}

/// How long a successful write is not repeated by later checks.
const WRITE_VALID: Duration = Duration::from_secs(1);

/// When a readiness check last wrote to the store.
#[derive(Clone, Default)]
pub(crate) struct LastWrite(Arc<Mutex<Option<Instant>>>);

impl LastWrite {
    fn is_valid(&self) -> bool {
        self.lock().is_some_and(|at| at.elapsed() < WRITE_VALID)
    }

    fn lock(&self) -> MutexGuard<'_, Option<Instant>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// `GET /readyz`: the store responds and can commit a write, and the server is not shutting down.
pub(crate) async fn readyz(State(app): State<App>) -> Response {
    if app.stopping.is_cancelled() {
        return plain_text(StatusCode::SERVICE_UNAVAILABLE, "stopping\n");
    }
    let directory = app.directory.clone();
    if !succeeds(async move { directory.ready().await }, "read").await {
        return readyz_without_store().await;
    }
    if !app.last_write.is_valid() {
        let (at, directory) = (Instant::now(), app.directory.clone());
        if !succeeds(async move { directory.ready_to_write().await }, "write").await {
            let text = "the store cannot be written\n";
            return plain_text(StatusCode::SERVICE_UNAVAILABLE, text);
        }
        *app.last_write.lock() = Some(at);
    }
    plain_text(StatusCode::OK, "ok\n")
}

/// Whether the check succeeds in time. It runs in a task of its own, because a locked embedded store
/// blocks the thread.
async fn succeeds(
    check: impl Future<Output = Result<(), Error>> + Send + 'static,
    operation: &'static str,
) -> bool {
    let task = tokio::spawn(check);
    let abort = task.abort_handle();
    match timeout(STORE_TIMEOUT, task).await {
        Ok(Ok(Ok(()))) => return true,
        Ok(Ok(Err(error))) => tracing::warn!(%error, operation, "readiness check failed"),
        Ok(Err(panic)) => tracing::error!(%panic, operation, "readiness check failed"),
        Err(_) => tracing::warn!(timeout = ?STORE_TIMEOUT, operation, "readiness check timed out"),
    }
    abort.abort();
    false
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
