//! Location types.

mod openapi;

use http::StatusCode;
use roster_model::{Error, LocationType};
use roster_wire::commcare::{
    ErrorContext, LIMIT_CAP, Paging,
    location_type::{self, RESOURCE},
};

pub(super) use self::openapi::{operations, schemas};
use super::{decode_body, errors::map_error, request_context::RequestContext};
use crate::{
    extract::{Body, Caller, PathId},
    reply::ApiResult,
};

/// `GET location_type/`.
pub(super) async fn list(
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let types = directory.location_types(&actor)?;
    let map_error = map_error(ErrorContext::Location);
    let paging = Paging::parse(&request.params, LIMIT_CAP)?;
    location_type::check_filters(&request.params).map_err(&map_error)?;
    let found = types.list(&paging.window()).await?;
    let view = request.view(&actor.domain);
    let tree = |found: &LocationType| location_type::tree(&view, found);
    let key = |found: &LocationType| found.number.to_string();
    Ok(request.written(paging.write_trees(request.list(&view, RESOURCE), &found, key, tree)))
}

/// `POST location_type/`.
pub(super) async fn create(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    body: Body,
) -> ApiResult {
    let types = directory.location_types(&actor)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::Location);
    let existing = types.all().await?;
    let new = location_type::decode_create(&body, &actor.domain, &existing).map_err(&map_error)?;
    let created = types.create(new).await.map_err(&map_error)?;
    let view = request.view(&actor.domain);
    let address = view.detail_url(RESOURCE, &created.number.to_string());
    let reply = request.show(&actor.domain, location_type::encode(&view, &created), &created);
    Ok(reply.status(StatusCode::CREATED).location(&address))
}

/// `GET location_type/{id}/`.
pub(super) async fn show(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let found = directory.location_types(&actor)?.find(number(&id)?).await?;
    let document = location_type::encode(&request.view(&actor.domain), &found);
    Ok(request.show(&actor.domain, document, &found))
}

/// `PUT location_type/{id}/`.
pub(super) async fn edit(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
    body: Body,
) -> ApiResult {
    let types = directory.location_types(&actor)?;
    let number = number(&id)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::Location);
    let all = types.all().await?;
    let edit =
        location_type::decode_edit(&body, number, &actor.domain, &all).map_err(&map_error)?;
    let saved = types.edit(number, edit).await.map_err(&map_error)?;
    let document = location_type::encode(&request.view(&actor.domain), &saved);
    Ok(request.show(&actor.domain, document, &saved))
}

/// Parses the number of a location type.
fn number(id: &str) -> Result<i64, Error> {
    id.parse().map_err(|_| Error::not_found("location type"))
}
