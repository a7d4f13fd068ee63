//! Callers on paths without a domain.

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_directory::Account;

use crate::{App, auth, error::ApiError, extract::peer};

/// A caller on a path without a domain.
pub(super) struct AccountCaller(pub(super) Account);

impl FromRequestParts<App> for AccountCaller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let credentials = auth::credentials(parts);
        Ok(Self(app.directory.authenticate(credentials, peer(parts)?).await?))
    }
}
