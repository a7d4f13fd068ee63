//! Authentication of a page of a domain.

use axum::{extract::FromRequestParts, http::request::Parts};
use jiff::{Timestamp, tz::TimeZone};
use roster_directory::Session;
use roster_model::{Actor, Denial, Error, Permission};

use super::session::CurrentSession;
use crate::{
    App,
    console::{
        DIALECT,
        components::DisplayTime,
        layout::{Layout, Section},
    },
    error::ApiError,
    extract::Caller,
};

/// The signed-in web user in the domain of the path `/d/{domain}/...`.
pub(crate) struct Auth {
    /// The web user with their permissions in the domain.
    pub(crate) actor: Actor,
    /// The session.
    pub(crate) session: Session,
    /// The time zone of the domain.
    pub(crate) zone: TimeZone,
}

impl FromRequestParts<App> for Auth {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let CurrentSession(session) = CurrentSession::from_request_parts(parts, app).await?;
        let Caller { actor, .. } = Caller::from_request_parts(parts, app).await?;
        let zone = actor.domain.settings.time_zone.zone();
        Ok(Self { actor, session, zone })
    }
}

/// Authenticates the session cookie, and authorizes its user for the domain of the path.
pub(crate) async fn authenticate(app: &App, parts: &mut Parts) -> Result<Actor, ApiError> {
    let CurrentSession(session) = CurrentSession::from_request_parts(parts, app).await?;
    let domain = parts.uri.path().strip_prefix("/d/").and_then(|rest| rest.split('/').next());
    Ok(app.directory.enter(&session, domain.unwrap_or_default(), DIALECT.channel).await?)
}

impl Auth {
    /// The layout of a page of this domain.
    pub(crate) fn layout(&self, title: &str, section: Section) -> Layout {
        Layout::in_domain(title, &self.session, &self.actor, section)
    }

    /// The prefix of the URLs of this domain, such as `/d/demo`.
    pub(crate) fn base(&self) -> String {
        format!("/d/{}", self.actor.domain.name)
    }

    /// A time in the zone of the domain.
    pub(crate) fn time(&self, at: &Timestamp) -> DisplayTime {
        DisplayTime::new(at, &self.zone)
    }

    /// Fails unless the web user has the permission. For forms whose submission would be rejected.
    pub(crate) fn require(&self, permission: Permission) -> Result<(), ApiError> {
        if self.may(permission) {
            return Ok(());
        }
        Err(Error::Forbidden(Denial::PermissionMissing(permission.as_str())).into())
    }

    /// Whether the web user has the permission.
    pub(crate) fn may(&self, permission: Permission) -> bool {
        self.actor.rights.has(permission)
    }
}
