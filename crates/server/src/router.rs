//! Every address there is.

use axum::{
    Router, extract::State, middleware::map_response_with_state, response::Response, routing::get,
};
use http::{HeaderValue, header};
use tokio_util::sync::CancellationToken;

use crate::{
    App, Limits, commcare, console, docs, health, layers, metrics, refusal::Refusal, usercom,
};

/// The server as a service: all routes, with all layers around them. `stopping` is cancelled when
/// the server is about to stop: from then on it is no longer ready, keeps nobody waiting, and takes
/// leave of each client with its answer.
pub fn router(app: App, limits: Limits, stopping: CancellationToken) -> Router {
    let app = App { stopping: stopping.clone(), ..app };
    let all = routes(app.clone()).with_state(app.clone());
    layers::around(all, Some(app), limits).layer(map_response_with_state(stopping, take_leave))
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
        .fallback(async || Refusal::NoRoute)
}

/// Asks for the next request to be sent to somebody else.
async fn take_leave(State(stopping): State<CancellationToken>, mut response: Response) -> Response {
    if stopping.is_cancelled() {
        response.headers_mut().insert(header::CONNECTION, HeaderValue::from_static("close"));
    }
    response
}
