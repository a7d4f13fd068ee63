//! The identity in a path.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use roster_model::Id;

use crate::{App, error::ApiError};

/// The identity of the thing that the path names. What could be nobody's identity becomes the empty
/// text, which is nobody's either, so that it is refused in the same words as one that is missing.
pub(crate) struct At(pub(crate) String);

impl FromRequestParts<App> for At {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let id = match RawPathParams::from_request_parts(parts, app).await {
            Ok(params) => {
                params.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.to_owned())
            }
            Err(_) => None,
        };
        Ok(Self(id.filter(|id| Id::parse(id).is_some()).unwrap_or_default()))
    }
}
