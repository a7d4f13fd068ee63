//! Users.

use http::StatusCode;
use roster_directory::{Directory, HashedPassword};
use roster_model::{Error, SecretString, scim::ScimPage};
use roster_wire::scim::{
    ListRequest, ListResponse, Patch, Resource, decode_body,
    user::{decode, decode_patched, writable},
};

use super::request_context::RequestContext;
use crate::{
    extract::{Body, PathId},
    reply::{ApiResult, Reply},
};

/// `GET Users`.
pub(super) async fn list(request: RequestContext) -> ApiResult {
    let list = ListRequest::from_params(&request.params)?;
    page(&request, &list).await
}

/// `POST Users/.search`.
pub(super) async fn search(request: RequestContext, body: Body) -> ApiResult {
    request.directory.scim_users(&request.actor)?;
    let list = ListRequest::from_body(&body.decode(decode_body).await?)?;
    page(&request, &list).await
}

async fn page(request: &RequestContext, list: &ListRequest) -> ApiResult {
    let users = request.directory.scim_users(&request.actor)?;
    let domain = &request.actor.domain;
    let (filter, window) = list.users(&request.view, domain)?;
    let ScimPage { items, total, next } = users.list(&filter, &window).await?;
    let show = |found| list.projection.apply(request.user(&found), Resource::User);
    let resources = items.into_iter().map(show).collect();
    let next = list.next(next.as_ref(), domain, Resource::User.name());
    Ok(RequestContext::reply(&list.encode(ListResponse { resources, total, next })))
}

/// `POST Users`.
pub(super) async fn create(request: RequestContext, body: Body) -> ApiResult {
    request.directory.scim_users(&request.actor)?;
    let data = decode(&body.decode(decode_body).await?);
    let hash = hash(&request.directory, data.password.as_ref()).await?;
    let mut write = request.directory.scim_write(&request.actor).await?;
    let created = write.create_user(&data, hash.as_ref()).await?;
    let reply = request.show_user(&created)?;
    write.commit().await?;
    let address = request.view.user(created.person.id.as_str());
    Ok(reply.status(StatusCode::CREATED).location(&address))
}

/// `GET Users/{id}`.
pub(super) async fn show(request: RequestContext, PathId(id): PathId) -> ApiResult {
    let found = request.directory.scim_users(&request.actor)?.find(&id).await?;
    request.show_user(&found)
}

/// `PUT Users/{id}`.
pub(super) async fn replace(request: RequestContext, PathId(id): PathId, body: Body) -> ApiResult {
    request.directory.scim_users(&request.actor)?;
    let data = decode(&body.decode(decode_body).await?);
    let hash = hash(&request.directory, data.password.as_ref()).await?;
    let mut write = request.directory.scim_write(&request.actor).await?;
    let current = write.user(&id).await?;
    write.check_precondition(&current)?;
    let saved = write.replace_user(current, &data, hash.as_ref()).await?;
    let reply = request.show_user(&saved)?;
    write.commit().await?;
    Ok(reply)
}

/// `PATCH Users/{id}`.
pub(super) async fn patch(request: RequestContext, PathId(id): PathId, body: Body) -> ApiResult {
    request.directory.scim_users(&request.actor)?;
    let patch = Patch::decode(&body.decode(decode_body).await?, Resource::User)?;
    let hash = hash(&request.directory, patch.password()).await?;
    let mut write = request.directory.scim_write(&request.actor).await?;
    let current = write.user(&id).await?;
    write.check_precondition(&current)?;
    let mut resource = writable(&current);
    patch.apply(&mut resource)?;
    let mut data = decode_patched(&resource);
    data.password = patch.password().cloned();
    let saved = write.replace_user(current, &data, hash.as_ref()).await?;
    let reply = request.show_user(&saved)?;
    write.commit().await?;
    Ok(reply)
}

/// `DELETE Users/{id}`.
pub(super) async fn delete(request: RequestContext, PathId(id): PathId) -> ApiResult {
    let mut write = request.directory.scim_write(&request.actor).await?;
    let current = write.user(&id).await?;
    write.check_precondition(&current)?;
    write.delete_user(current).await?;
    write.commit().await?;
    Ok(Reply::no_content())
}

/// Hashes the password of a request, before the request takes the lock of the domain.
async fn hash(
    directory: &Directory,
    password: Option<&SecretString>,
) -> Result<Option<HashedPassword>, Error> {
    match password {
        Some(password) => directory.hash_scim_password(password).await,
        None => Ok(None),
    }
}
