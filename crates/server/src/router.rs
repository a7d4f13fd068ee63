//! All routes of the server.

use axum::{Router, routing::get};
use tokio_util::sync::CancellationToken;

use crate::{
    App, DIALECTS, Limits,
    error::ApiError,
    middleware::HttpService,
    ops::{docs, health, metrics},
};

/// Creates the service: all routes with the middleware around them. After `stopping` is cancelled,
/// `/readyz` fails, long polls end, and every response asks the client to close the connection.
pub fn router(app: App, limits: Limits, stopping: CancellationToken) -> HttpService {
    let app = app.until(stopping);
    let all = routes(&app).with_state(app.clone());
    HttpService::new(all, Some(app), limits)
}

/// The routes of all dialects, and the server's own pages.
pub(crate) fn routes(app: &App) -> Router<App> {
    let dialects = DIALECTS
        .into_iter()
        .fold(Router::new(), |router, dialect| router.merge((dialect.routes)(app)));
    dialects
        .route("/docs", get(docs::page))
        .route("/docs/page.css", get(docs::style))
        .route("/docs/page.js", get(docs::script))
        .route("/docs/api/{operation}", get(docs::operation_page))
        .route("/docs/guides/{guide}", get(docs::guide))
        .route("/openapi.json", get(docs::document))
        .route("/openapi-all.json", get(docs::whole_document))
        .route("/livez", get(health::livez))
        .route("/readyz", get(health::readyz))
        .route("/metrics", get(metrics::show))
        .fallback(async || ApiError::NoRoute)
}
