//! Custom attributes of a user.

use http::Method;
use roster_model::PersonEdit;
use roster_wire::usercom::attribute;
use serde_json::{Map, Value};

use super::{body::DecodedBody, empty::empty, path::UserRef, request_context::RequestContext};
use crate::reply::ApiResult;

/// `POST users/:id/set_attribute/`.
pub(super) async fn set(
    request: RequestContext,
    UserRef(user): UserRef,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let people = request.people()?;
    people.edit(&user, &attribute::decode_set(&body)?).await?;
    Ok(empty(&method))
}

/// `POST users/:id/set_multiple_attributes/`.
pub(super) async fn set_many(
    request: RequestContext,
    UserRef(user): UserRef,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    request.people()?.edit(&user, &attribute::decode_set_many(&body)).await?;
    Ok(empty(&method))
}

/// `POST` and `DELETE users/:id/remove_attribute/`. An undefined attribute counts as removed.
pub(super) async fn remove(
    request: RequestContext,
    UserRef(user): UserRef,
    method: Method,
    DecodedBody(body): DecodedBody,
) -> ApiResult {
    let people = request.people()?;
    let attributes = Map::from_iter([(attribute::decode_name(&body)?, Value::Null)]);
    people.edit(&user, &PersonEdit { attributes, ..PersonEdit::default() }).await?;
    Ok(empty(&method))
}
