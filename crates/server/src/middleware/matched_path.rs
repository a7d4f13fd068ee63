//! Copies the template of the matched route into the response, for the metrics.

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

/// A route that copies its [`MatchedPath`] from the request to the response.
///
/// It is a tower service, unlike the other middleware, because only the router knows the path.
#[derive(Clone)]
pub(super) struct CopyMatchedPath(pub(super) Route);

impl Service<Request> for CopyMatchedPath {
    type Response = Response;
    type Error = Infallible;
    type Future = Pin<Box<dyn Future<Output = Result<Response, Infallible>> + Send>>;

    fn poll_ready(&mut self, context: &mut Context<'_>) -> Poll<Result<(), Infallible>> {
        Service::<Request>::poll_ready(&mut self.0, context)
    }

    fn call(&mut self, request: Request) -> Self::Future {
        let path = request.extensions().get::<MatchedPath>().cloned();
        let response = self.0.call(request);
        Box::pin(async move {
            let mut response = response.await?;
            if let Some(path) = path {
                response.extensions_mut().insert(path);
            }
            Ok(response)
        })
    }
}
