//! Every address there is.

use axum::{Router, routing::get};
use tokio_util::sync::CancellationToken;

use crate::{
    App, Limits, commcare, console, docs, error::ApiError, health, layers::Layered, metrics,
    usercom,
};

/// The server: all routes, with all layers around them. `stopping` is cancelled when
/// the server is about to stop: from then on it is no longer ready, keeps nobody waiting, and takes
/// leave of each client with its answer.
pub fn router(app: App, limits: Limits, stopping: CancellationToken) -> Layered {
    let app = app.until(stopping);
    let all = routes(app.clone()).with_state(app.clone());
    Layered::around(all, Some(app), limits)
}

/// The routes alone.
pub(crate) fn routes(app: App) -> Router<App> {
    Router::new()
        .merge(commcare::routes(app.clone()))
        .merge(usercom::routes(app))
        .merge(console::routes())
        .route("/docs", get(docs::page))
        .route("/docs/page.css", get(docs::style))
        .route("/docs/page.js", get(docs::script))
        .route("/openapi.json", get(docs::document))
        .route("/livez", get(health::live))
        .route("/readyz", get(health::ready))
        .route("/metrics", get(metrics::show))
        .fallback(async || ApiError::NoRoute)
}
