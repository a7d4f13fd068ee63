//! Who asks in the CommCare dialect.
//!
//! HqItem from the head of a request alone, so that somebody who may not do a thing is told so
//! before the body is read.

mod basic;
pub(crate) mod challenge;
mod credentials;
mod digest;
mod domain;

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_directory::{Account, Directory};
use roster_model::{Actor, Error};

use crate::{App, Peer, error::ApiError};

/// Somebody admitted to the domain in the path, who has not asked too often.
#[derive(Clone)]
pub(crate) struct Caller {
    /// The directory that they ask; what they change may be held back in it.
    pub(crate) directory: Directory,
    /// Who they are.
    pub(crate) actor: Actor,
}

/// Somebody with an account, where the path has no domain.
pub(crate) struct Known(pub(crate) Account);

impl FromRequestParts<App> for Caller {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        // Somebody whose write is on terms was admitted before.
        if let Some(caller) = parts.extensions.remove::<Self>() {
            return Ok(caller);
        }
        let credentials = credentials::of(parts);
        let domain = domain::of(parts.uri.path());
        let actor = app.directory.admit(domain, credentials, peer(parts)?).await?;
        app.throttle.count(&actor, &parts.extensions)?;
        Ok(Self { directory: app.directory.clone(), actor })
    }
}

impl FromRequestParts<App> for Known {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let credentials = credentials::of(parts);
        Ok(Self(app.directory.identify(credentials, peer(parts)?).await?))
    }
}

/// Where the request comes from. Keys may be bound to addresses, so a request from nowhere is a
/// mistake of ours and admits nobody.
pub(crate) fn peer(parts: &Parts) -> Result<std::net::IpAddr, Error> {
    let peer = parts.extensions.get::<Peer>().ok_or_else(|| Error::Internal("no peer".into()))?;
    Ok(peer.0)
}
