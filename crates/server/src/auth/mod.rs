//! Authentication of the APIs below `/a/{domain}`: the credentials of the `Authorization` header or the
//! query.

mod basic;
pub(crate) mod challenge;
mod credentials;
mod digest;
mod domain;

use http::request::Parts;
use roster_model::{Actor, Channel};

pub(crate) use self::credentials::from_parts as credentials;
use crate::{App, error::ApiError, extract::peer};

/// Authenticates a caller, and authorizes them for the domain of the path.
pub(crate) async fn authenticate(
    app: &App,
    parts: &mut Parts,
    channel: Channel,
) -> Result<Actor, ApiError> {
    let credentials = credentials(parts);
    let domain = domain::from_path(parts.uri.path());
    Ok(app.directory.authorize(domain, credentials, peer(parts)?, channel).await?)
}
