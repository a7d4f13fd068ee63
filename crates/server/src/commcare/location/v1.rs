//! Locations, version 1: read-only, with absolute links.

use roster_model::Location;
use roster_wire::commcare::{
    ErrorContext, LIMIT_CAP, Paging,
    location::{RESOURCE, v1},
};

use super::super::{errors::map_error, request_context::RequestContext};
use crate::{
    extract::{Caller, PathId},
    reply::ApiResult,
};

/// `GET location/`.
pub(in crate::commcare) async fn list(
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let locations = directory.locations(&actor)?;
    let map_error = map_error(ErrorContext::Location);
    let paging = Paging::parse(&request.params, LIMIT_CAP)?;
    let filter = v1::decode_filter(&request.params).map_err(&map_error)?;
    let found = locations.list(&filter, &paging.window()).await.map_err(&map_error)?;
    let view = request.view(&actor.domain);
    let tree = |location: &Location| v1::tree(&view, location);
    let key = |location: &Location| found.sort_key(location);
    let page = &found.page;
    Ok(request.written(paging.write_trees(request.list(&view, RESOURCE), page, key, tree)))
}

/// `GET location/{id}/`.
pub(in crate::commcare) async fn show(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let found = directory.locations(&actor)?.find(&id).await?;
    let document = v1::encode(&request.view(&actor.domain), &found.location);
    Ok(request.show(&actor.domain, document, &found))
}
