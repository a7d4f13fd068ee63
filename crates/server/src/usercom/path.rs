//! The resource that a path names.

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_model::{CompanyRef, Error, PersonRef};

use crate::{App, error::ApiError, extract::PathId};

/// A user: by number below `users`, by custom ID below `users-by-id`.
pub(super) struct UserRef(pub(super) PersonRef);

/// A company: by number below `companies`, by custom ID below `companies-by-id`.
pub(super) struct CompanyPath(pub(super) CompanyRef);

/// Any other resource, by number.
pub(super) struct NumberPath(pub(super) i64);

impl FromRequestParts<App> for UserRef {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let id = segment(parts, app).await?;
        if is_below(parts, "users-by-id") {
            return Ok(Self(PersonRef::CustomId(id)));
        }
        Ok(Self(PersonRef::Number(number(&id)?)))
    }
}

impl FromRequestParts<App> for CompanyPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let id = segment(parts, app).await?;
        if is_below(parts, "companies-by-id") {
            return Ok(Self(CompanyRef::CustomId(id)));
        }
        Ok(Self(CompanyRef::Number(number(&id)?)))
    }
}

impl FromRequestParts<App> for NumberPath {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        Ok(Self(number(&segment(parts, app).await?)?))
    }
}

/// The ID in the path.
///
/// # Errors
/// [`Error::NotFound`] when no resource can have it.
async fn segment(parts: &mut Parts, app: &App) -> Result<String, Error> {
    let Ok(PathId(id)) = PathId::from_request_parts(parts, app).await;
    if id.is_empty() { Err(not_found()) } else { Ok(id) }
}

fn number(id: &str) -> Result<i64, Error> {
    id.parse().map_err(|_| not_found())
}

/// Whether the path is below this resource.
fn is_below(parts: &Parts, resource: &str) -> bool {
    parts.uri.path().split('/').nth(1) == Some(resource)
}

fn not_found() -> Error {
    Error::not_found("object")
}
