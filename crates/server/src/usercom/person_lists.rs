//! Tags and lists of a user, and records that Roster does not have.

use http::Method;
use roster_model::Page;
use roster_wire::usercom::{list, tag};
use serde_json::Value;

use super::{
    body::DecodedBody,
    empty::{empty, status_ok},
    path::UserRef,
    request_context::RequestContext,
};
use crate::reply::ApiResult;

/// `POST users/:id/add_tag/`.
pub(super) async fn add_tag(
    request: RequestContext,
    UserRef(user): UserRef,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let people = request.people()?;
    let tag = people.add_tag(&user, &tag::decode_name(&body)?).await?;
    Ok(RequestContext::reply(&tag::encode_added(&tag)))
}

/// `POST users/:id/add_many_tags/`.
pub(super) async fn add_tags(
    request: RequestContext,
    UserRef(user): UserRef,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let people = request.people()?;
    people.add_tags(&user, &tag::decode_names(&body)?).await?;
    Ok(status_ok())
}

/// `POST` and `DELETE users/:id/remove_tag/`. A tag that the user does not have counts as removed.
pub(super) async fn remove_tag(
    request: RequestContext,
    UserRef(user): UserRef,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let people = request.people()?;
    people.remove_tag(&user, &tag::decode_name(&body)?).await?;
    Ok(empty(&method))
}

/// `POST users/:id/add_to_list/`.
pub(super) async fn add_to_list(
    request: RequestContext,
    UserRef(user): UserRef,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let people = request.people()?;
    let joined = people.add_to_list(&user, list::decode_number(&body)?).await?;
    Ok(RequestContext::reply(&list::encode(&joined)))
}

/// `POST` and `DELETE users/:id/remove_from_list/`.
pub(super) async fn remove_from_list(
    request: RequestContext,
    UserRef(user): UserRef,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let people = request.people()?;
    people.remove_from_list(&user, list::decode_number(&body)?).await?;
    Ok(empty(&method))
}

/// `GET users/:id/emails/` and similar lists of messages and page views. Always empty.
pub(super) async fn empty_list(request: RequestContext, UserRef(user): UserRef) -> ApiResult {
    request.people()?.find(&user).await?;
    request.page(async |_| Ok(Page { items: Vec::new(), total: 0, next: None }), Value::clone).await
}
