//! What a caller is told of themselves, and the usernames of a domain.

mod describe;

use axum::extract::State;
use roster_wire::commcare::{LIMIT_CAP, Paging, account, usernames};

pub(super) use self::describe::{operations, schemas};
use super::asked::RequestContext;
use crate::{
    App,
    caller::{Caller, Known},
    reply::ApiResult,
};

/// `GET identity/`.
pub(super) async fn identity(Known(caller): Known, asked: RequestContext) -> ApiResult {
    Ok(asked.reply_outside(account::encode_identity(&caller.user)))
}

/// `GET user_domains/`.
pub(super) async fn domains(
    State(app): State<App>,
    Known(caller): Known,
    asked: RequestContext,
) -> ApiResult {
    let domains = app.directory.domains_of(&caller).await?;
    Ok(asked.reply_outside(account::encode_domains(&domains)))
}

/// `GET domain_usernames/`.
pub(super) async fn usernames(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
) -> ApiResult {
    let paging = Paging::read(&asked.params, LIMIT_CAP)?;
    let found = directory.usernames(&actor)?.list(&paging.window()).await?;
    let page = found.map(|(id, username)| usernames::tree(&id, &username));
    let view = asked.view(&actor.domain);
    let document = paging.document(&view, usernames::RESOURCE, &asked.params, page);
    Ok(asked.reply(&actor.domain, document))
}
