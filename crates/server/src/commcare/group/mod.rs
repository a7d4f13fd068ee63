//! Groups.

mod describe;

use http::StatusCode;
use roster_wire::commcare::{
    LIMIT_CAP, Occasion, Paging,
    group::{self, RESOURCE},
};

pub(super) use self::describe::{operations, schemas};
use super::{asked::RequestContext, at::At, body::Unread, refuse::worded};
use crate::{
    caller::Caller,
    reply::{ApiResult, Reply},
};

/// `GET group/`.
pub(super) async fn list(Caller { directory, actor }: Caller, asked: RequestContext) -> ApiResult {
    let groups = directory.groups(&actor)?;
    let paging = Paging::read(&asked.params, LIMIT_CAP)?;
    let found = groups.list(&paging.window()).await?;
    let view = asked.view(&actor.domain);
    let page = found.map(|group| group::tree(&view, &group));
    Ok(asked.reply(&actor.domain, paging.document(&view, RESOURCE, &asked.params, page)))
}

/// `POST group/`.
pub(super) async fn create(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    body: Unread,
) -> ApiResult {
    let groups = directory.groups(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::GroupCreate);
    let new = group::decode_create(&body).map_err(&refuse)?;
    let made = groups.create(new).await.map_err(&refuse)?;
    let address = asked.view(&actor.domain).detail_path(RESOURCE, made.id.as_str());
    let reply = asked.show(&actor.domain, group::encode_created(&made), &made);
    Ok(reply.status(StatusCode::CREATED).location(&address))
}

/// `PATCH group/`.
pub(super) async fn create_many(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    body: Unread,
) -> ApiResult {
    let groups = directory.groups(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::Group);
    let all = group::decode_create_many(&body).map_err(&refuse)?;
    let ids = groups.create_many(all).await.map_err(&refuse)?;
    let reply = asked.reply(&actor.domain, group::encode_created_many(&ids));
    Ok(reply.status(StatusCode::ACCEPTED))
}

/// `GET group/{id}/`.
pub(super) async fn show(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
) -> ApiResult {
    let found = directory.groups(&actor)?.find(&id).await?;
    Ok(asked.show(&actor.domain, group::encode(&asked.view(&actor.domain), &found), &found))
}

/// `PUT group/{id}/`.
pub(super) async fn edit(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
    body: Unread,
) -> ApiResult {
    let groups = directory.groups(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::Group);
    let edit = group::decode_edit(&body, &id, &actor.domain).map_err(&refuse)?;
    let kept = groups.edit(&id, edit).await.map_err(&refuse)?;
    Ok(asked.show(&actor.domain, group::encode(&asked.view(&actor.domain), &kept), &kept))
}

/// `DELETE group/{id}/`.
pub(super) async fn delete(Caller { directory, actor }: Caller, At(id): At) -> ApiResult {
    let groups = directory.groups(&actor)?;
    groups.delete(&id).await.map_err(worded(Occasion::Action))?;
    Ok(Reply::no_content())
}
