//! Web users.

mod describe;

use http::StatusCode;
use roster_wire::commcare::{
    Document, LIMIT_CAP, Occasion, Paging,
    web_user::{self, RESOURCE},
};
use serde_json::json;

pub(super) use self::describe::{operations, schemas};
use super::{asked::RequestContext, at::At, body::Unread, refuse::worded};
use crate::{caller::Caller, reply::ApiResult};

/// `GET web-user/`.
pub(super) async fn list(Caller { directory, actor }: Caller, asked: RequestContext) -> ApiResult {
    let members = directory.web_users(&actor)?;
    let paging = Paging::read(&asked.params, LIMIT_CAP)?;
    let username = web_user::decode_filter(&asked.params)?;
    let found = members.list(username, paging.window()).await?;
    let schema = members.schema().await?;
    let view = asked.view(&actor.domain);
    let page = found.map(|member| web_user::tree(&view, &schema, &member));
    Ok(asked.reply(&actor.domain, paging.document(&view, RESOURCE, &asked.params, page)))
}

/// `GET web-user/{id}/`.
pub(super) async fn show(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
) -> ApiResult {
    let members = directory.web_users(&actor)?;
    let found = members.find(&id).await?;
    let document = web_user::encode(&asked.view(&actor.domain), &found.schema, &found.member);
    Ok(asked.show(&actor.domain, document, &found))
}

/// `PATCH web-user/{id}/`.
pub(super) async fn edit(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
    body: Unread,
) -> ApiResult {
    let members = directory.web_users(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::WebUser);
    let edit = web_user::decode_edit(&body).map_err(&refuse)?;
    let kept = members.edit(&id, edit).await.map_err(&refuse)?;
    let document = web_user::encode(&asked.view(&actor.domain), &kept.schema, &kept.member);
    let reply = asked.show(&actor.domain, document, &kept);
    Ok(reply.status(StatusCode::ACCEPTED))
}

/// `POST web-user/{id}/activate/`.
pub(super) async fn activate(caller: Caller, asked: RequestContext, At(id): At) -> ApiResult {
    set_active(&caller, &asked, &id, true).await
}

/// `POST web-user/{id}/deactivate/`.
pub(super) async fn deactivate(caller: Caller, asked: RequestContext, At(id): At) -> ApiResult {
    set_active(&caller, &asked, &id, false).await
}

async fn set_active(caller: &Caller, asked: &RequestContext, id: &str, active: bool) -> ApiResult {
    let Caller { directory, actor } = caller;
    let members = directory.web_users(actor)?;
    members.set_active(id, active).await.map_err(worded(Occasion::Action))?;
    Ok(asked.reply(&actor.domain, Document::Response(json!({}))).status(StatusCode::ACCEPTED))
}
