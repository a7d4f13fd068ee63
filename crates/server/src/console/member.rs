//! Who asks for a page of a domain.

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_directory::Session;
use roster_model::{Actor, Denial, Error, Permission};

use super::{
    frame::{Frame, Section},
    session::SignedIn,
};
use crate::{App, error::ApiError, extract::Caller};

/// A web user who is signed in, in the domain of the path.
pub(super) struct Member {
    /// Who, with their rights there.
    pub(super) actor: Actor,
    /// Their session.
    pub(super) session: Session,
}

impl FromRequestParts<App> for Member {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let SignedIn(session) = SignedIn::from_request_parts(parts, app).await?;
        let Caller { actor, .. } = Caller::from_request_parts(parts, app).await?;
        Ok(Self { actor, session })
    }
}

/// Authenticates the session cookie, and authorizes its owner for the domain of the path.
pub(super) async fn authenticate(app: &App, parts: &mut Parts) -> Result<Actor, ApiError> {
    let SignedIn(session) = SignedIn::from_request_parts(parts, app).await?;
    let domain = parts.uri.path().strip_prefix("/d/").and_then(|rest| rest.split('/').next());
    Ok(app.directory.enter(&session, domain.unwrap_or_default()).await?)
}

impl Member {
    /// The frame of a page of this domain.
    pub(super) fn frame(&self, title: &str, section: Section) -> Frame {
        Frame::in_domain(title, &self.session, &self.actor, section)
    }

    /// The beginning of the addresses of this domain's pages: `/d/demo`.
    pub(super) fn base(&self) -> String {
        format!("/d/{}", self.actor.domain.name)
    }

    /// Refuses whoever does not hold the permission: for forms whose answer would be refused.
    pub(super) fn need(&self, permission: Permission) -> Result<(), ApiError> {
        if self.may(permission) {
            return Ok(());
        }
        Err(Error::Forbidden(Denial::PermissionMissing(permission.as_str())).into())
    }

    /// Whether they hold the permission.
    pub(super) fn may(&self, permission: Permission) -> bool {
        self.actor.rights.has(permission)
    }
}
