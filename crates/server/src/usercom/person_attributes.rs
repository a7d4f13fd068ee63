//! Custom attributes of a user.

use http::Method;
use roster_wire::usercom::user;

use super::{body::DecodedBody, empty::empty, path::UserRef, request_context::RequestContext};
use crate::reply::ApiResult;

/// `POST users/:id/set_attribute/`.
pub(super) async fn set(
    request: RequestContext,
    UserRef(user_ref): UserRef,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let people = request.people()?;
    people.edit(&user_ref, &user::decode_set_attribute(&body)?).await?;
    Ok(empty(&method))
}

/// `POST users/:id/set_multiple_attributes/`.
pub(super) async fn set_many(
    request: RequestContext,
    UserRef(user_ref): UserRef,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    request.people()?.edit(&user_ref, &user::decode_set_attributes(&body)).await?;
    Ok(empty(&method))
}

/// `POST` and `DELETE users/:id/remove_attribute/`. An undefined attribute counts as removed.
pub(super) async fn remove(
    request: RequestContext,
    UserRef(user_ref): UserRef,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let people = request.people()?;
    people.edit(&user_ref, &user::decode_remove_attribute(&body)?).await?;
    Ok(empty(&method))
}
