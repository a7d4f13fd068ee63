//! A request that was let in: who asks, how they want to be answered, and what the query says.

use std::hash::Hash;

use axum::{extract::FromRequestParts, http::request::Parts};
use roster_directory::{Directory, People, Revision};
use roster_model::{Actor, Error, Page, Window};
use roster_wire::{
    Params,
    usercom::{self, Paging, View},
};
use serde_json::Value;

use crate::{
    error::ApiError,
    reply::{ApiResult, Reply},
};

/// What the gate knows of a request.
#[derive(Clone)]
pub(super) struct Call {
    pub(super) directory: Directory,
    pub(super) actor: Actor,
    pub(super) view: View,
    pub(super) params: Params,
}

impl Call {
    /// The people that the caller sees.
    pub(super) fn people(&self) -> Result<People<'_>, Error> {
        self.directory.people(&self.actor)
    }

    /// 200 with an object.
    pub(super) fn reply(value: &Value) -> Reply {
        Reply::of(usercom::CONTENT_TYPE, usercom::write(value))
    }

    /// The same, when the object tells of `thing` alone.
    pub(super) fn show(&self, value: &Value, thing: &impl Hash) -> Reply {
        Self::reply(value).version(&Revision::of(&self.actor.domain, thing))
    }

    /// The page that the request asks for, of the list that `read` gives, each item shown by
    /// `show`. For the last page the list is read twice: the first time tells how long it is.
    pub(super) async fn page<T, F>(
        &self,
        read: impl Fn(Window) -> F,
        show: impl Fn(&T) -> Value,
    ) -> ApiResult
    where
        F: Future<Output = Result<Page<T>, Error>>,
    {
        let mut paging = Paging::read(&self.params, self.view.version)?;
        if paging.is_last() {
            let total = read(paging.window()).await?.total;
            paging = paging.settle(total);
        }
        let page = read(paging.window()).await?.map(|item| show(&item));
        Ok(Self::reply(&paging.document(&self.view, &self.params, page)?))
    }
}

impl<S: Send + Sync> FromRequestParts<S> for Call {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, _: &S) -> Result<Self, ApiError> {
        let call = parts.extensions.remove::<Self>();
        call.ok_or_else(|| Error::Internal("a route outside of the gate".into()).into())
    }
}
