//! Locations, version 2: read and write.

use http::StatusCode;
use roster_directory::LocationView;
use roster_model::{Domain, Location, LocationEdit, LocationItem};
use roster_wire::commcare::{
    ErrorContext, LOCATION_LIMIT_CAP, Paging,
    location::{RESOURCE, v2},
};

use super::super::{decode_body, errors::map_error, request_context::RequestContext};
use crate::{
    extract::{Body, Caller, PathId},
    rate_limit::RowCounter,
    reply::{ApiResult, Reply},
};

/// `GET location/`.
pub(in crate::commcare) async fn list(
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let locations = directory.locations(&actor)?;
    let map_error = map_error(ErrorContext::Location);
    let paging = Paging::parse(&request.params, LOCATION_LIMIT_CAP)?;
    let filter = v2::decode_filter(&request.params).map_err(&map_error)?;
    let found = locations.list(&filter, &paging.window()).await.map_err(&map_error)?;
    let view = request.view(&actor.domain);
    let tree = |location: &Location| v2::tree(&view, location, &found.types);
    let key = |location: &Location| found.sort_key(location);
    let page = &found.page;
    Ok(request.written(paging.write_trees(request.list(&view, RESOURCE), page, key, tree)))
}

/// `POST location/`.
pub(in crate::commcare) async fn create(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    body: Body,
) -> ApiResult {
    let locations = directory.locations(&actor)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::Location);
    let new = v2::decode_create(&body).map_err(&map_error)?;
    let created = locations.create(new).await.map_err(&map_error)?;
    let view = request.view(&actor.domain);
    let address = view.detail_url(RESOURCE, created.location.id.as_str());
    Ok(reply(&request, &actor.domain, &created).status(StatusCode::CREATED).location(&address))
}

/// `PATCH location/`.
pub(in crate::commcare) async fn upsert_many(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    rows: RowCounter,
    body: Body,
) -> ApiResult {
    let locations = directory.locations(&actor)?;
    let restore_unshown = request.restore_unshown(&body);
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::Location);
    let items = v2::decode_items(&body).map_err(&map_error)?;
    rows.count(&actor, items.len())?;
    let to_edit = |item| match item {
        LocationItem::Create(new) => (None, new.edit),
        LocationItem::Update { id, edit } => (Some(id), LocationEdit { restore_unshown, ..edit }),
    };
    let items = items.into_iter().map(to_edit).collect();
    let ids = locations.upsert_many(items).await.map_err(&map_error)?;
    let reply = request.reply(&actor.domain, v2::encode_items(&ids));
    Ok(reply.status(StatusCode::ACCEPTED))
}

/// `GET location/{id}/`.
pub(in crate::commcare) async fn show(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let found = directory.locations(&actor)?.find(&id).await?;
    Ok(reply(&request, &actor.domain, &found))
}

/// `PUT location/{id}/`.
pub(in crate::commcare) async fn edit(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
    body: Body,
) -> ApiResult {
    let locations = directory.locations(&actor)?;
    let restore_unshown = request.restore_unshown(&body);
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::Location);
    let edit = v2::decode_edit(&body).map_err(&map_error)?;
    let edit = LocationEdit { restore_unshown, ..edit };
    let saved = locations.edit(&id, edit).await.map_err(&map_error)?;
    Ok(reply(&request, &actor.domain, &saved))
}

fn reply(request: &RequestContext, domain: &Domain, found: &LocationView) -> Reply {
    let types = std::slice::from_ref(&found.level);
    let document = v2::encode(&request.view(domain), &found.location, types);
    request.show(domain, document, found)
}
