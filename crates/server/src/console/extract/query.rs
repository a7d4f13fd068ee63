//! The query string of a request.

use std::convert::Infallible;

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_wire::Params;

/// The parameters of a query string.
pub(crate) struct Query {
    /// The query string as it was sent.
    pub(crate) raw: String,
    params: Params,
}

impl<S: Send + Sync> FromRequestParts<S> for Query {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, Infallible> {
        Ok(Self::parse(parts.uri.query().unwrap_or_default()))
    }
}

impl Query {
    /// Parses a query string without its `?`.
    pub(crate) fn parse(query: &str) -> Self {
        Self { raw: query.to_owned(), params: Params::parse(query) }
    }

    /// The trimmed value of `name`; empty if it is missing.
    pub(crate) fn text(&self, name: &str) -> &str {
        self.params.get(name).unwrap_or_default().trim()
    }

    /// The trimmed value of `name`; `None` if it is missing or empty.
    pub(crate) fn non_empty(&self, name: &str) -> Option<String> {
        Some(self.text(name)).filter(|text| !text.is_empty()).map(str::to_owned)
    }

    /// All parameters, as they were sent.
    pub(crate) fn params(&self) -> impl Iterator<Item = (&str, &str)> {
        self.params.iter()
    }

    /// The value of `name`, if it is a number.
    pub(crate) fn number(&self, name: &str) -> Option<u64> {
        self.text(name).parse().ok()
    }
}
