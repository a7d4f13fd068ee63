//! Groups.

use http::StatusCode;
use roster_model::scim::ScimPage;
use roster_wire::scim::{
    ListRequest, ListResponse, Patch, Projection, Resource, decode_body,
    group::{decode, writable},
};

use super::request_context::RequestContext;
use crate::{
    extract::{Body, PathId},
    reply::{ApiResult, Reply},
};

/// `GET Groups`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    let list = ListRequest::from_params(&request.params)?;
    page(&request, &list).await
}

/// `POST Groups/.search`.
pub(super) async fn search(request: RequestContext, body: Body) -> ApiResult {
    request.directory.scim_groups(&request.actor)?;
    let list = ListRequest::from_body(&body.decode(decode_body).await?)?;
    page(&request, &list).await
}

async fn page(request: &RequestContext, list: &ListRequest) -> ApiResult {
    let groups = request.directory.scim_groups(&request.actor)?;
    let domain = &request.actor.domain;
    let (filter, window) = list.groups(&request.view, domain)?;
    let with_members = list.projection.shows_members();
    let found = groups.list(&filter, &window, with_members).await?;
    let ScimPage { items, total, next } = found;
    let show = |found| list.projection.apply(request.group(found), Resource::Group);
    let resources = items.iter().map(show).collect();
    let next = list.next(next.as_ref(), domain, Resource::Group.name());
    Ok(RequestContext::reply(&list.encode(ListResponse { resources, total, next })))
}

/// `POST Groups`.
pub(super) async fn create(request: RequestContext, body: Body) -> ApiResult {
    request.directory.scim_groups(&request.actor)?;
    let data = decode(&body.decode(decode_body).await?);
    let mut write = request.directory.scim_write(&request.actor).await?;
    let created = write.create_group(&data).await?;
    let reply = request.show_group(&created)?;
    write.commit().await?;
    let address = request.view.group(created.id.as_str());
    Ok(reply.status(StatusCode::CREATED).location(&address))
}

/// `GET Groups/{id}`. The members are part of the `ETag`, so they are read for it too.
pub(super) async fn show(request: RequestContext, PathId(id): PathId) -> ApiResult {
    Projection::from_params(&request.params)?;
    let found = request.directory.scim_groups(&request.actor)?.find(&id, true).await?;
    request.show_group(&found)
}

/// `PUT Groups/{id}`.
pub(super) async fn replace(request: RequestContext, PathId(id): PathId, body: Body) -> ApiResult {
    request.directory.scim_groups(&request.actor)?;
    Projection::from_params(&request.params)?;
    let data = decode(&body.decode(decode_body).await?);
    let mut write = request.directory.scim_write(&request.actor).await?;
    let current = write.group(&id).await?;
    write.check_precondition(&current)?;
    request.show_group(&write.save_group(current, &data).await?)
}

/// `PATCH Groups/{id}`.
pub(super) async fn patch(request: RequestContext, PathId(id): PathId, body: Body) -> ApiResult {
    request.directory.scim_groups(&request.actor)?;
    Projection::from_params(&request.params)?;
    let patch = Patch::decode(&body.decode(decode_body).await?, Resource::Group)?;
    let mut write = request.directory.scim_write(&request.actor).await?;
    let current = write.group(&id).await?;
    write.check_precondition(&current)?;
    let mut resource = writable(&request.view, &current);
    patch.apply(&mut resource)?;
    request.show_group(&write.save_group(current, &decode(&resource)).await?)
}

/// `DELETE Groups/{id}`.
pub(super) async fn delete(request: RequestContext, PathId(id): PathId) -> ApiResult {
    request.directory.scim_groups(&request.actor)?.delete(&id).await?;
    Ok(Reply::no_content())
}
