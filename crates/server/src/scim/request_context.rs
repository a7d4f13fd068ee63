//! The context of a request: the caller, and how the response is encoded.

use std::hash::Hash;

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_directory::{Directory, Revision};
use roster_model::{
    Actor,
    scim::{GroupView, UserView},
};
use roster_wire::{
    Params,
    scim::{self, Projection, Resource, View, group, user},
};
use serde_json::Value;

use crate::{App, error::ApiError, etag, extract::Caller, origin::origin, reply::Reply};

/// The caller, the addresses of links, and the query.
pub(super) struct RequestContext {
    pub(super) directory: Directory,
    pub(super) actor: Actor,
    pub(super) view: View,
    pub(super) params: Params,
}

impl RequestContext {
    /// 200 with a JSON value.
    pub(super) fn reply(value: &Value) -> Reply {
        Reply::with_type(scim::CONTENT_TYPE, scim::write(value))
    }

    /// 200 with a user, as far as the query asks for it, and its `ETag`.
    pub(super) fn show_user(&self, found: &UserView) -> Result<Reply, ApiError> {
        let projection = Projection::from_params(&self.params)?;
        let value = projection.apply(self.user(found), Resource::User);
        Ok(Self::reply(&value).revision(&self.revision(found)))
    }

    /// 200 with a group, as far as the query asks for it, and its `ETag`.
    pub(super) fn show_group(&self, found: &GroupView) -> Result<Reply, ApiError> {
        let projection = Projection::from_params(&self.params)?;
        let value = projection.apply(self.group(found), Resource::Group);
        Ok(Self::reply(&value).revision(&self.revision(found)))
    }

    /// Encodes a user.
    pub(super) fn user(&self, found: &UserView) -> Value {
        user::encode(&self.view, found, &self.version(found))
    }

    /// Encodes a group.
    pub(super) fn group(&self, found: &GroupView) -> Value {
        group::encode(&self.view, found, &self.version(found))
    }

    /// The `ETag` of a resource.
    pub(super) fn version(&self, view: &impl Hash) -> String {
        etag::from_revision(&self.revision(view))
    }

    fn revision(&self, view: &impl Hash) -> Revision {
        Revision::new(&self.actor.domain, view)
    }
}

impl FromRequestParts<App> for RequestContext {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Caller { directory, actor } = Caller::from_request_parts(parts, app).await?;
        let view = View::new(&origin(parts), &actor.domain);
        let params = Params::parse(parts.uri.query().unwrap_or_default());
        Ok(Self { directory, actor, view, params })
    }
}
