//! Which thing of a domain a page is about.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};

use crate::error::ApiError;

/// The identity in the path, after the domain.
pub(super) struct Thing(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Thing {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        path.map(|Path((_, id))| Self(id)).map_err(|_| ApiError::NoRoute)
    }
}

impl Thing {
    /// The identity as the number that some things have.
    pub(super) fn number(&self) -> Result<i64, ApiError> {
        self.0.parse().map_err(|_| ApiError::NoRoute)
    }
}

/// The address of the page of a thing: `/d/demo/group/0123`.
pub(super) fn address(base: &str, sort: &str, id: &str) -> String {
    format!("{base}/{sort}/{}", utf8_percent_encode(id, NON_ALPHANUMERIC))
}
