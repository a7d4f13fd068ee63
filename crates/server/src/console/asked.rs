//! The query of an address.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_wire::Params;

/// What stands after the `?`.
pub(super) struct RequestContext {
    /// As it was sent.
    pub(super) query: String,
    params: Params,
}

impl<S: Send + Sync> FromRequestParts<S> for RequestContext {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::of(parts.uri.query().unwrap_or_default()))
    }
}

impl RequestContext {
    /// The parts of a query.
    pub(super) fn of(query: &str) -> Self {
        Self { query: query.to_owned(), params: Params::parse(query) }
    }

    /// The value of `name`, without blanks around; empty when there is none.
    pub(super) fn text(&self, name: &str) -> &str {
        self.params.get(name).unwrap_or_default().trim()
    }

    /// The same, unless it is empty.
    pub(super) fn given(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// The value of `name` as a number, if it is one.
    pub(super) fn number(&self, name: &str) -> Option<u64> {
        self.text(name).parse().ok()
    }
}
