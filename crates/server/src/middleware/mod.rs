//! The middleware around the router, outermost first.
//!
//! A middleware is a function of the request and the rest of the chain. Each of the methods of
//! [`HttpService`] below boxes the rest of the chain once; otherwise the future of a request would
//! contain all of them, and every move would copy it.

mod catch_panic;
mod compression;
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
use self::normalize_path::normalize;
pub(crate) use self::{normalize_path::RawRequestLine, request_log::RequestId};
use crate::{App, Limits, dialect::Dialect, ops::metrics};

/// The routes with the middleware around them. Cheap to clone.
#[derive(Clone)]
pub struct HttpService {
    routes: Router,
    app: Option<App>,
    limits: Limits,
}

impl HttpService {
    /// Puts the middleware around `routes`. There is no app while the store is being opened.
    pub(crate) fn new(routes: Router, app: Option<App>, limits: Limits) -> Self {
        Self { routes: routes.layer(layer_fn(matched_path::CopyMatchedPath)), app, limits }
    }

    /// Handles a request.
    pub async fn handle(&self, request: Request) -> Response {
        connection_close::add(self.app(), request, |request| self.request_log(request)).await
    }

    fn request_log(&self, request: Request) -> BoxFuture<'_, Response> {
        request_log::log(request, |request| self.metrics(request)).boxed()
    }

    fn metrics(&self, request: Request) -> BoxFuture<'_, Response> {
        metrics::count(self.app(), request, |request| self.normalize_and_cors(request)).boxed()
    }

    fn normalize_and_cors(&self, request: Request) -> BoxFuture<'_, Response> {
        let mut request = normalize(request);
        Dialect::attach(&mut request);
        cors::add_headers(request, |request| self.error_body(request)).boxed()
    }

    fn error_body(&self, request: Request) -> BoxFuture<'_, Response> {
        error_body::render(self.app(), request, |request| self.catch_panic(request)).boxed()
    }

    fn catch_panic(&self, request: Request) -> BoxFuture<'_, Response> {
        catch_panic::catch(request, |request| self.request_limits(request)).boxed()
    }

    fn request_limits(&self, request: Request) -> BoxFuture<'_, Response> {
        request_limits::check(self.limits, request, |it| self.rate_limit_headers(it)).boxed()
    }

    fn rate_limit_headers(&self, request: Request) -> BoxFuture<'_, Response> {
        rate_limit_headers::add(request, |request| self.method_not_allowed(request)).boxed()
    }

    fn method_not_allowed(&self, request: Request) -> BoxFuture<'_, Response> {
        method_not_allowed::convert(request, |request| self.compression(request)).boxed()
    }

    fn compression(&self, request: Request) -> BoxFuture<'_, Response> {
        compression::compress(request, |request| self.conditional_get(request)).boxed()
    }

    fn conditional_get(&self, request: Request) -> BoxFuture<'_, Response> {
        conditional_get::evaluate(request, |request| self.retry_on_conflict(request)).boxed()
    }

    fn retry_on_conflict(&self, request: Request) -> BoxFuture<'_, Response> {
        retry_on_conflict::retry(request, |request| self.route(request)).boxed()
    }

    async fn route(&self, request: Request) -> Response {
        let Ok(response) = self.routes.clone().oneshot(request).await;
        response
    }

    fn app(&self) -> Option<&App> {
        self.app.as_ref()
    }
}
