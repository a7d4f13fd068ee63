//! Passes the matched route to the outer middleware.

use std::{
    convert::Infallible,
    future::Future,
    pin::Pin,
    task::{Context, Poll},
};

use axum::{
    extract::{MatchedPath, Request},
    response::Response,
    routing::Route,
};
use tower::Service;

/// A service that copies the route's template into the response, for metrics.
///
/// It is a service and not a function, because inside the router a function would cost every
/// request a conversion.
#[derive(Clone)]
pub(super) struct Noted(pub(super) Route);

impl Service<Request> for Noted {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request>::poll_ready(&mut self.0, context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let template = request.extensions().get::<MatchedPath>().cloned();
        let answer = self.0.call(request);
        Box::pin(async move {
            let mut response = answer.await?;
            if let Some(template) = template {
                response.extensions_mut().insert(template);
            }
            Ok(response)
        })
    }
}
