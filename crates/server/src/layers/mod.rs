//! What every request passes on its way in and out, outermost first.
//!
//! A layer is a function that takes the request and what comes next; here each is given the one below
//! it, in a box: futures within futures would be moved about as one.

mod again;
mod cors;
mod leave;
mod methods;
mod panics;
mod rate;
mod route;
mod sizes;
mod trace;
mod unchanged;
mod word;

use axum::{Router, extract::Request, response::Response};
use futures_util::{FutureExt as _, future::BoxFuture};
use tower::{ServiceExt as _, layer::layer_fn};

use crate::{App, Limits, dialect::Dialect, metrics, normalize::normalize};

/// Routes with the layers around them. Cheap to clone.
#[derive(Clone)]
pub struct Layered {
    routes: Router,
    app: Option<App>,
    limits: Limits,
}

impl Layered {
    /// `routes` with the layers around them. Without an app nothing is known of who asks: only a
    /// server that waits for its store has none.
    pub(crate) fn around(routes: Router, app: Option<App>, limits: Limits) -> Self {
        Self { routes: routes.layer(layer_fn(route::Noted)), app, limits }
    }

    /// ResponseCache a request.
    pub async fn answer(&self, request: Request) -> Response {
        leave::take(self.app(), request, |request| self.named(request)).await
    }

    fn named(&self, request: Request) -> BoxFuture<'_, Response> {
        trace::request(request, |request| self.counted(request)).boxed()
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
        word::refusals(self.app(), request, |request| self.without_panic(request)).boxed()
    }

    fn without_panic(&self, request: Request) -> BoxFuture<'_, Response> {
        panics::answer_for(request, |request| self.of_good_size(request)).boxed()
    }

    fn of_good_size(&self, request: Request) -> BoxFuture<'_, Response> {
        sizes::check(self.limits, request, |request| self.at_a_rate(request)).boxed()
    }

    fn at_a_rate(&self, request: Request) -> BoxFuture<'_, Response> {
        rate::tell(request, |request| self.by_method(request)).boxed()
    }

    fn by_method(&self, request: Request) -> BoxFuture<'_, Response> {
        methods::tell(request, |request| self.unless_unchanged(request)).boxed()
    }

    fn unless_unchanged(&self, request: Request) -> BoxFuture<'_, Response> {
        unchanged::tell(request, |request| self.again(request)).boxed()
    }

    fn again(&self, request: Request) -> BoxFuture<'_, Response> {
        again::if_others_came_between(request, |request| self.routed(request)).boxed()
    }

    async fn routed(&self, request: Request) -> Response {
        let Ok(response) = self.routes.clone().oneshot(request).await;
        response
    }

    fn app(&self) -> Option<&App> {
        self.app.as_ref()
    }
}
