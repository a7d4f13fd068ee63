//! A server whose store cannot be opened yet: it is alive, not ready, and answers 503 in each
//! dialect.

use std::sync::{Arc, OnceLock};

use axum::{Router, routing::get};
use roster_model::Error;

use crate::{Limits, error::ApiError, middleware::WrappedRouter, ops::health};

/// The service: a placeholder until the store is open, then the router, also on connections that
/// were open before.
#[derive(Clone)]
pub(crate) struct Front {
    waiting: WrappedRouter,
    open: Arc<OnceLock<WrappedRouter>>,
}

impl Front {
    pub(crate) fn new(limits: Limits) -> Self {
        let routes = Router::new()
            .route("/livez", get(health::live))
            .route("/readyz", get(health::waiting))
            .fallback(async || ApiError::from(Error::Unavailable(None)));
        Self { waiting: WrappedRouter::around(routes, None, limits), open: Arc::default() }
    }

    /// Installs `router`.
    pub(crate) fn open(&self, router: WrappedRouter) {
        // It is installed once.
        let _ = self.open.set(router);
    }

    /// The active service.
    pub(crate) fn router(&self) -> WrappedRouter {
        self.open.get().unwrap_or(&self.waiting).clone()
    }
}
