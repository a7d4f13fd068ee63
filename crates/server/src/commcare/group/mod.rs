//! Groups.

mod openapi;

use http::StatusCode;
use roster_model::{Group, GroupEdit};
use roster_wire::commcare::{
    ErrorContext, LIMIT_CAP, Paging,
    group::{self, RESOURCE},
};

pub(super) use self::openapi::{operations, schemas};
use super::{decode_body, errors::map_error, request_context::RequestContext};
use crate::{
    extract::{Body, Caller, PathId},
    rate_limit::RowCounter,
    reply::{ApiResult, Reply},
};

/// `GET group/`.
pub(super) async fn list(
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let groups = directory.groups(&actor)?;
    let paging = Paging::parse(&request.params, LIMIT_CAP)?;
    let found = groups.list(&paging.window()).await?;
    let view = request.view(&actor.domain);
    let tree = |found: &Group| group::tree(&view, found);
    let key = |found: &Group| found.name.clone();
    Ok(request.written(paging.write_trees(request.list(&view, RESOURCE), &found, key, tree)))
}

/// `POST group/`.
pub(super) async fn create(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    body: Body,
) -> ApiResult {
    let groups = directory.groups(&actor)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::GroupCreate);
    let new = group::decode_create(&body).map_err(&map_error)?;
    let created = groups.create(new).await.map_err(&map_error)?;
    let address = request.view(&actor.domain).detail_path(RESOURCE, created.id.as_str());
    let reply = request.show(&actor.domain, group::encode_created(&created), &created);
    Ok(reply.status(StatusCode::CREATED).location(&address))
}

/// `PATCH group/`.
pub(super) async fn create_many(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    rows: RowCounter,
    body: Body,
) -> ApiResult {
    let groups = directory.groups(&actor)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::Group);
    let all = group::decode_create_many(&body).map_err(&map_error)?;
    rows.count(&actor, all.len())?;
    let ids = groups.create_many(all).await.map_err(&map_error)?;
    let reply = request.reply(&actor.domain, group::encode_created_many(&ids));
    Ok(reply.status(StatusCode::ACCEPTED))
}

/// `GET group/{id}/`.
pub(super) async fn show(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let found = directory.groups(&actor)?.find(&id).await?;
    Ok(request.show(&actor.domain, group::encode(&request.view(&actor.domain), &found), &found))
}

/// `PUT group/{id}/`.
pub(super) async fn edit(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
    body: Body,
) -> ApiResult {
    let groups = directory.groups(&actor)?;
    let restore_unshown = request.restore_unshown(&body);
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::Group);
    let edit = group::decode_edit(&body, &id, &actor.domain).map_err(&map_error)?;
    let edit = GroupEdit { restore_unshown, ..edit };
    let saved = groups.edit(&id, edit).await.map_err(&map_error)?;
    Ok(request.show(&actor.domain, group::encode(&request.view(&actor.domain), &saved), &saved))
}

/// `DELETE group/{id}/`.
pub(super) async fn delete(Caller { directory, actor }: Caller, PathId(id): PathId) -> ApiResult {
    let groups = directory.groups(&actor)?;
    groups.delete(&id).await.map_err(map_error(ErrorContext::Action))?;
    Ok(Reply::no_content())
}
