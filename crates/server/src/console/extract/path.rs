//! Record ids in paths, and the URLs of records.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roster_model::Id;

use crate::error::ApiError;

/// The path segment after the domain and the kind of record.
pub(crate) struct PathId(pub(crate) String);

impl<S: Send + Sync> FromRequestParts<S> for PathId {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        path.map(|Path((_, id))| Self(id)).map_err(|_| ApiError::NoRoute)
    }
}

impl PathId {
    /// The id as a number, for records that have numbers.
    pub(crate) fn number(&self) -> Result<i64, ApiError> {
        self.0.parse().map_err(|_| ApiError::NoRoute)
    }
}

/// The URL of a record, such as `/d/demo/group/0123`.
pub(crate) fn record_url(base: &str, kind: &str, id: &str) -> String {
    format!("{base}/{kind}/{}", utf8_percent_encode(id, NON_ALPHANUMERIC))
}

/// The URL of a person.
pub(crate) fn person_url(base: &str, id: &Id) -> String {
    record_url(base, "person", id.as_str())
}
