//! Which person a page is about.

use axum::{
    extract::{FromRequestParts, Path},
    http::request::Parts,
};
use percent_encoding::{NON_ALPHANUMERIC, utf8_percent_encode};
use roster_model::Id;

use crate::error::ApiError;

/// The identity in the path.
pub(in crate::console) struct Whom(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Whom {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let path = Path::<(String, String)>::from_request_parts(parts, state).await;
        path.map(|Path((_, id))| Self(id)).map_err(|_| ApiError::NoRoute)
    }
}

/// The address of the page of a person.
pub(super) fn address(base: &str, id: &Id) -> String {
    format!("{base}/person/{}", utf8_percent_encode(id.as_str(), NON_ALPHANUMERIC))
}
