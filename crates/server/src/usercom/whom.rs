//! Whom or what a path names.

use axum::{
    extract::{FromRequestParts, RawPathParams},
    http::request::Parts,
};
use roster_model::{CompanyRef, Error, PersonRef};

use crate::error::ApiError;

/// A user: by number below `users`, by the client's own identity below `users-by-id`.
pub(super) struct Whom(pub(super) PersonRef);

/// A company, in the same two ways.
pub(super) struct Which(pub(super) CompanyRef);

/// Anything else, by number.
pub(super) struct Numbered(pub(super) i64);

/// An attribute, by slug.
pub(super) struct Named(pub(super) String);

impl<S: Send + Sync> FromRequestParts<S> for Whom {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let id = segment(parts, state).await?;
        if below(parts, "users-by-id") {
            return Ok(Self(PersonRef::CustomId(id)));
        }
        Ok(Self(PersonRef::Number(number(&id)?)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Which {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        let id = segment(parts, state).await?;
        if below(parts, "companies-by-id") {
            return Ok(Self(CompanyRef::CustomId(id)));
        }
        Ok(Self(CompanyRef::Number(number(&id)?)))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Numbered {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        Ok(Self(number(&segment(parts, state).await?)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Named {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, state: &S) -> Result<Self, ApiError> {
        Ok(Self(segment(parts, state).await?))
    }
}

/// The `{id}` of the path, unescaped. What is no text, or could not be stored, names nothing.
async fn segment<S: Send + Sync>(parts: &mut Parts, state: &S) -> Result<String, Error> {
    let params = RawPathParams::from_request_parts(parts, state).await.map_err(|_| missing())?;
    let id = params.iter().find(|(name, _)| *name == "id").map(|(_, id)| id.to_owned());
    id.filter(|id| !id.contains('\0')).ok_or_else(missing)
}

fn number(id: &str) -> Result<i64, Error> {
    id.parse().map_err(|_| missing())
}

/// Whether the path is below this resource, by which two ways of naming a thing are told apart.
fn below(parts: &Parts, resource: &str) -> bool {
    parts.uri.path().split('/').nth(1) == Some(resource)
}

fn missing() -> Error {
    Error::not_found("object")
}
