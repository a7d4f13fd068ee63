//! The context of a request: the caller, and how the response is serialized.

use std::hash::Hash;

use axum::{extract::FromRequestParts, http::request::Parts};
use http::{HeaderMap, header};
use roster_directory::{Directory, People, RenderedPerson, Revision};
use roster_model::{
    Actor, Attribute, CompanyView, Error, Event, List, Occurrence, Page, PersonView, SavedFilter,
    Tag, Window,
};
use roster_wire::{
    Params,
    usercom::{self, Paging, Version, View},
};
use serde_json::Value;

use super::ROOT;
use crate::{
    App,
    error::ApiError,
    extract::Caller,
    origin::origin,
    reply::{ApiResult, Reply},
};

/// The caller, the version and address for the serializer, and the query.
pub(super) struct RequestContext {
    pub(super) directory: Directory,
    pub(super) actor: Actor,
    pub(super) view: View,
    pub(super) params: Params,
}

impl RequestContext {
    /// The people that the caller can see.
    pub(super) fn people(&self) -> Result<People<'_>, Error> {
        self.directory.people(&self.actor)
    }

    /// 200 with a JSON value.
    pub(super) fn reply(value: &Value) -> Reply {
        Reply::with_type(usercom::CONTENT_TYPE, usercom::write(value))
    }

    /// 200 with a JSON value that shows one resource, and the `ETag` of its view.
    pub(super) fn show(&self, value: &Value, view: &impl Hash) -> Reply {
        Self::reply(value).revision(&Revision::new(&self.actor.domain, view))
    }

    /// 200 with the page that the query asks for. `read` reads a window of the list and `show`
    /// serializes an item. For the last page the list is read twice, first for its length.
    pub(super) async fn page<T, F>(
        &self,
        read: impl Fn(Window) -> F,
        show: impl Fn(&T) -> Value,
    ) -> ApiResult
    where
        T: SortKey,
        F: Future<Output = Result<Page<T>, Error>>,
    {
        self.page_of(read, |item, out| out.extend(usercom::write(&show(item)))).await
    }

    /// As [`RequestContext::page`], with a function that appends the JSON of an item.
    pub(super) async fn page_of<T, F>(
        &self,
        read: impl Fn(Window) -> F,
        write_item: impl Fn(&T, &mut Vec<u8>),
    ) -> ApiResult
    where
        T: SortKey,
        F: Future<Output = Result<Page<T>, Error>>,
    {
        let mut paging = Paging::parse(&self.params, self.view.version)?;
        if paging.is_last() {
            let total = read(paging.window()).await?.total;
            paging = paging.resolve_last(total);
        }
        let page = read(paging.window()).await?;
        let (view, params) = (&self.view, &self.params);
        let written = paging.write_items(view, params, &page, SortKey::sort_key, write_item)?;
        Ok(Reply::with_type(usercom::CONTENT_TYPE, written))
    }
}

/// An item of a list in the order of numbers.
pub(super) trait SortKey {
    /// The key after which a list continues.
    fn sort_key(&self) -> String;
}

/// Implements [`SortKey`] for types with a number.
macro_rules! sort_by_number {
    ($($type:ty => $number:expr),* $(,)?) => {$(
        impl SortKey for $type {
            fn sort_key(&self) -> String {
                let number: fn(&Self) -> i64 = $number;
                number(self).to_string()
            }
        }
    )*};
}

sort_by_number! {
    Attribute => |found| found.field.number,
    CompanyView => |found| found.company.number,
    Event => |found| found.number,
    List => |found| found.number,
    Occurrence => |found| found.number,
    PersonView => |found| found.person.number,
    RenderedPerson => |found| found.number,
    SavedFilter => |found| found.number,
    Tag => |found| found.number,
    // The lists of resources that Roster does not have are empty.
    Value => |_| 0,
}

impl FromRequestParts<App> for RequestContext {
    type Rejection = ApiError;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self, ApiError> {
        let Caller { directory, actor } = Caller::from_request_parts(parts, app).await?;
        let version = accepted_version(&parts.headers)?;
        let address = format!("{}{ROOT}{}/", origin(parts), parts.uri.path());
        let params = Params::parse(parts.uri.query().unwrap_or_default());
        Ok(Self { directory, actor, view: View { version, address }, params })
    }
}

/// The API version that the `Accept` header asks for.
///
/// # Errors
/// 406 when the header accepts no version of JSON.
pub(super) fn accepted_version(headers: &HeaderMap) -> Result<Version, ApiError> {
    let accept = headers.get(header::ACCEPT).map(|value| value.to_str().unwrap_or("?"));
    Ok(Version::from_accept(accept).map_err(usercom::ErrorResponse::from)?)
}
