//! What every request passes on its way in and out, outermost first.

mod again;
mod cors;
mod methods;
mod panics;
mod rate;
mod sizes;
mod trace;
mod unchanged;
mod word;

use axum::{
    Router,
    extract::{MatchedPath, Request},
    middleware::{Next, from_fn, from_fn_with_state},
    response::Response,
};
use tower::ServiceBuilder;

use crate::{App, Limits, metrics, normalize::normalize};

/// `routes` with the layers around them.
///
/// The routes become the fallback of an empty router, because what is done here must happen before
/// a route is chosen, and must see what the router itself answers.
/// Without an app nothing is known of who asks: only a server that waits for its store has none.
pub(crate) fn around(routes: Router, app: Option<App>, limits: Limits) -> Router {
    let layers = ServiceBuilder::new()
        .layer(from_fn(trace::request))
        .layer(from_fn(metrics::count))
        .layer(from_fn(to_one_form))
        .layer(from_fn(cors::allow))
        .layer(from_fn_with_state(app, word::refusals))
        .layer(panics::layer())
        .layer(from_fn_with_state(limits, sizes::check))
        .layer(from_fn(rate::tell))
        .layer(from_fn(methods::tell))
        .layer(from_fn(unchanged::tell))
        .layer(from_fn(again::if_others_came_between));
    Router::new().fallback_service(routes.layer(from_fn(note_route))).layer(layers)
}

async fn to_one_form(request: Request, next: Next) -> Response {
    next.run(normalize(request)).await
}

/// Takes the route's template out to the layers around, which count by it.
async fn note_route(request: Request, next: Next) -> Response {
    let route = request.extensions().get::<MatchedPath>().cloned();
    let mut response = next.run(request).await;
    if let Some(route) = route {
        response.extensions_mut().insert(route);
    }
    response
}
