//! A server whose store cannot be opened yet: it lives, is of no use, and says so in the words of
//! each dialect.

use std::sync::{Arc, OnceLock};

use axum::{Router, routing::get};
use roster_model::Error;

use crate::{Limits, error::ApiError, health, layers::Layered};

/// What answers: one thing until the store is open, and another from then on, also on connections
/// that were there before.
#[derive(Clone)]
pub(crate) struct Front {
    waiting: Layered,
    open: Arc<OnceLock<Layered>>,
}

impl Front {
    pub(crate) fn new(limits: Limits) -> Self {
        let routes = Router::new()
            .route("/livez", get(health::live))
            .route("/readyz", get(health::waiting))
            .fallback(async || ApiError::from(Error::Unavailable(None)));
        Self { waiting: Layered::around(routes, None, limits), open: Arc::default() }
    }

    /// Lets `router` answer from now on.
    pub(crate) fn open(&self, router: Layered) {
        // It is opened once.
        let _ = self.open.set(router);
    }

    /// What answers now.
    pub(crate) fn router(&self) -> Layered {
        self.open.get().unwrap_or(&self.waiting).clone()
    }
}
