//! Every address there is.

use axum::{Router, routing::get};
use tokio_util::sync::CancellationToken;

use crate::{
    App, Limits, commcare, console, docs, health, layers, metrics, refusal::Refusal, usercom,
};

/// The server as a service: all routes, with all layers around them. `stopping` is cancelled when
/// the server is about to stop, so that it can say it is no longer ready.
pub fn router(app: App, limits: Limits, stopping: CancellationToken) -> Router {
    let all = routes(app.clone(), stopping).with_state(app.clone());
    layers::around(all, Some(app), limits)
}

/// The routes alone.
pub(crate) fn routes(app: App, stopping: CancellationToken) -> Router<App> {
    Router::new()
        .merge(commcare::routes(app.clone()))
        .merge(usercom::routes(app))
        .merge(console::routes())
        .route("/docs", get(docs::page))
        .route("/docs/page.css", get(docs::style))
        .route("/docs/page.js", get(docs::script))
        .route("/openapi.json", get(docs::document))
        .route("/livez", get(health::live))
        .route("/readyz", get(move |state| health::ready(state, stopping)))
        .route("/metrics", get(metrics::show))
        .fallback(async || Refusal::NoRoute)
}
