//! Web users.

mod openapi;

use http::StatusCode;
use roster_model::Membership;
use roster_wire::commcare::{
    Document, ErrorContext, LIMIT_CAP, Paging,
    web_user::{self, RESOURCE},
};
use serde_json::json;

pub(super) use self::openapi::{operations, schemas};
use super::{decode_body, errors::map_error, request_context::RequestContext};
use crate::{
    extract::{Body, Caller, PathId},
    reply::ApiResult,
};

/// `GET web-user/`.
pub(super) async fn list(
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let members = directory.web_users(&actor)?;
    let paging = Paging::parse(&request.params, LIMIT_CAP)?;
    let filter = web_user::decode_filter(&request.params)?;
    let found = match filter.changed_since {
        Some(since) => members.changed_since(since, filter.username, &paging.window()).await?,
        None => members.list(filter.username, paging.window()).await?,
    };
    let schema = members.schema().await?;
    let view = request.view(&actor.domain);
    let tree = |member: &Membership| web_user::tree(&view, &schema, member);
    let key = |member: &Membership| member.user.username.clone();
    Ok(request.written(paging.write_trees(request.list(&view, RESOURCE), &found, key, tree)))
}

/// `GET web-user/{id}/`.
pub(super) async fn show(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let members = directory.web_users(&actor)?;
    let found = members.find(&id).await?;
    let document = web_user::encode(&request.view(&actor.domain), &found.schema, &found.member);
    Ok(request.show(&actor.domain, document, &found))
}

/// `PATCH web-user/{id}/`.
pub(super) async fn edit(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
    body: Body,
) -> ApiResult {
    let members = directory.web_users(&actor)?;
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::WebUser);
    let edit = web_user::decode_edit(&body).map_err(&map_error)?;
    let saved = members.edit(&id, edit).await.map_err(&map_error)?;
    let document = web_user::encode(&request.view(&actor.domain), &saved.schema, &saved.member);
    let reply = request.show(&actor.domain, document, &saved);
    Ok(reply.status(StatusCode::ACCEPTED))
}

/// `POST web-user/{id}/activate/`.
pub(super) async fn activate(
    caller: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    set_active(&caller, &request, &id, true).await
}

/// `POST web-user/{id}/deactivate/`.
pub(super) async fn deactivate(
    caller: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    set_active(&caller, &request, &id, false).await
}

async fn set_active(
    caller: &Caller,
    request: &RequestContext,
    id: &str,
    active: bool,
) -> ApiResult {
    let Caller { directory, actor } = caller;
    let members = directory.web_users(actor)?;
    members.set_active(id, active).await.map_err(map_error(ErrorContext::Action))?;
    Ok(request.reply(&actor.domain, Document::Response(json!({}))).status(StatusCode::ACCEPTED))
}
