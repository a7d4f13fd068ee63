//! Authentication: the credentials of the `Authorization` header or the query.

mod basic;
pub(super) mod challenge;
mod credentials;
mod digest;
mod domain;

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_directory::Account;
use roster_model::Actor;

use super::DIALECT;
use crate::{App, error::ApiError, extract::peer};

/// A caller on a path without a domain.
pub(super) struct AccountCaller(pub(super) Account);

impl FromRequestParts<App> for AccountCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let credentials = credentials::from_parts(parts);
        Ok(Self(app.directory.identify(credentials, peer(parts)?).await?))
    }
}

/// Authenticates a caller, and authorizes them for the domain of the path.
pub(super) async fn authenticate(app: &App, parts: &mut Parts) -> Result<Actor, ApiError> {
    let credentials = credentials::from_parts(parts);
    let domain = domain::from_path(parts.uri.path());
    Ok(app.directory.admit(domain, credentials, peer(parts)?, DIALECT.channel).await?)
}
