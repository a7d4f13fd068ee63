//! The ID in a path.

use std::convert::Infallible;

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};

use crate::App;

/// The `{id}` of the path, percent-decoded. Empty, which is the ID of no resource, when the segment is
/// not UTF-8 or contains U+0000, which no store can hold.
pub(crate) struct PathId(pub(crate) String);

impl FromRequestParts<App> for PathId {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, Infallible> {
        let Ok(params) = RawPathParams::from_request_parts(parts, app).await else {
            return Ok(Self(String::new()));
        };
        let id = params.iter().find(|(name, _)| *name == "id").map(|(_, id)| id);
        let id = id.filter(|id| !id.contains('\0')).unwrap_or_default();
        Ok(Self(id.to_owned()))
    }
}
