//! The caller of a request.

use std::net::IpAddr;

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_directory::Directory;
use roster_model::{Actor, Error};

use crate::{App, Peer, dialect::Dialect, error::ApiError};

/// An authenticated caller, authorized for the domain of the path and within its rate limit.
///
/// Only the head of the request is used, so that a caller without permission gets the error before
/// the body is read.
#[derive(Clone)]
pub(crate) struct Caller {
    /// The directory for this request. A conditional or idempotent request defers its commit.
    pub(crate) directory: Directory,
    /// Who acts, in which domain, with which rights.
    pub(crate) actor: Actor,
}

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        // A middleware may have authenticated the request before.
        if let Some(caller) = parts.extensions.remove::<Self>() {
            return Ok(caller);
        }
        let dialect = Dialect::from_extensions(&parts.extensions).ok_or(ApiError::NoRoute)?;
        let actor = (dialect.authenticate)(app, parts).await?;
        if dialect.is_rate_limited {
            app.rate_limiter.check(&actor, &parts.extensions)?;
        }
        Ok(Self { directory: app.directory.clone(), actor })
    }
}

/// The IP address of the client.
///
/// # Errors
/// [`Error::Internal`] when the listener did not set one: keys can be limited to addresses, so no
/// request without one may pass.
pub(crate) fn peer(parts: &Parts) -> Result<IpAddr, Error> {
    let peer = parts.extensions.get::<Peer>();
    peer.map(|peer| peer.0).ok_or_else(|| Error::Internal("the request has no peer address".into()))
}
