//! Serves requests while the store is being opened.

use std::sync::{Arc, OnceLock};

use axum::{Router, routing::get};
use roster_model::Error;

use crate::{HttpService, Limits, error::ApiError, ops::health};

/// The service of a server: one that responds with 503 until startup is complete, and the real one
/// afterwards, also on connections that were accepted before.
#[derive(Clone)]
pub(super) struct Startup {
    unavailable: HttpService,
    ready: Arc<OnceLock<HttpService>>,
}

impl Startup {
    pub(super) fn new(limits: Limits) -> Self {
        let routes = Router::new()
            .route("/livez", get(health::livez))
            .route("/readyz", get(health::readyz_without_store))
            .fallback(async || ApiError::from(Error::Unavailable(None)));
        Self { unavailable: HttpService::new(routes, None, limits), ready: Arc::default() }
    }

    /// Uses `service` from now on.
    pub(super) fn complete(&self, service: HttpService) {
        // Called once per server.
        let _ = self.ready.set(service);
    }

    /// The service for the next request.
    pub(super) fn service(&self) -> HttpService {
        self.ready.get().unwrap_or(&self.unavailable).clone()
    }
}
