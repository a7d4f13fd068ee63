//! The middleware around the routes, outermost first.
//!
//! A middleware is a function that takes the request and the next step. Each step is boxed here,
//! because nested futures would be moved as one.

mod catch_panic;
mod conditional_get;
mod connection_close;
mod cors;
mod error_body;
mod matched_path;
mod method_not_allowed;
mod normalize_path;
mod rate_limit_headers;
mod request_limits;
mod request_log;
mod retry_on_conflict;

use axum::{Router, extract::Request, response::Response};
use futures_util::{FutureExt as _, future::BoxFuture};
use tower::{ServiceExt as _, layer::layer_fn};

pub use self::normalize_path::Peer;
pub(crate) use self::normalize_path::RawRequestLine;
use self::normalize_path::normalize;
use crate::{App, Limits, dialect::Dialect, ops::metrics};

/// The routes with their middleware. Cheap to clone.
#[derive(Clone)]
pub struct WrappedRouter {
    routes: Router,
    app: Option<App>,
    limits: Limits,
}

impl WrappedRouter {
    /// Wraps `routes` in the middleware. Only a server that waits for its store has no app.
    pub(crate) fn around(routes: Router, app: Option<App>, limits: Limits) -> Self {
        Self { routes: routes.layer(layer_fn(matched_path::Noted)), app, limits }
    }

    /// Answers a request.
    pub async fn answer(&self, request: Request) -> Response {
        connection_close::add_header(self.app(), request, |request| self.named(request)).await
    }

    fn named(&self, request: Request) -> BoxFuture<'_, Response> {
        request_log::log(request, |request| self.counted(request)).boxed()
    }

    fn counted(&self, request: Request) -> BoxFuture<'_, Response> {
        metrics::count(self.app(), request, |request| self.in_one_form(request)).boxed()
    }

    fn in_one_form(&self, request: Request) -> BoxFuture<'_, Response> {
        let mut request = normalize(request);
        Dialect::attach(&mut request);
        cors::allow(request, |request| self.worded(request)).boxed()
    }

    fn worded(&self, request: Request) -> BoxFuture<'_, Response> {
        error_body::render(self.app(), request, |request| self.without_panic(request)).boxed()
    }

    fn without_panic(&self, request: Request) -> BoxFuture<'_, Response> {
        catch_panic::catch(request, |request| self.of_good_size(request)).boxed()
    }

    fn of_good_size(&self, request: Request) -> BoxFuture<'_, Response> {
        request_limits::check(self.limits, request, |request| self.at_a_rate(request)).boxed()
    }

    fn at_a_rate(&self, request: Request) -> BoxFuture<'_, Response> {
        rate_limit_headers::add(request, |request| self.by_method(request)).boxed()
    }

    fn by_method(&self, request: Request) -> BoxFuture<'_, Response> {
        method_not_allowed::answer(request, |request| self.unless_unchanged(request)).boxed()
    }

    fn unless_unchanged(&self, request: Request) -> BoxFuture<'_, Response> {
        conditional_get::answer(request, |request| self.again(request)).boxed()
    }

    fn again(&self, request: Request) -> BoxFuture<'_, Response> {
        retry_on_conflict::retry(request, |request| self.routed(request)).boxed()
    }

    async fn routed(&self, request: Request) -> Response {
        let Ok(response) = self.routes.clone().oneshot(request).await;
        response
    }

    fn app(&self) -> Option<&App> {
        self.app.as_ref()
    }
}
