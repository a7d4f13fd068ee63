//! The identity and the domains of the caller, and the usernames of a domain.

mod openapi;

use axum::extract::State;
use roster_wire::commcare::{LIMIT_CAP, Paging, account, usernames};

pub(super) use self::openapi::{operations, schemas};
use super::{auth::AccountCaller, request_context::RequestContext};
use crate::{App, extract::Caller, reply::ApiResult};

/// `GET identity/`.
pub(super) async fn identity(
    AccountCaller(account): AccountCaller,
    request: RequestContext,
) -> ApiResult {
    Ok(request.reply_without_domain(account::encode_identity(&account.user)))
}

/// `GET user_domains/`.
pub(super) async fn domains(
    State(app): State<App>,
    AccountCaller(caller): AccountCaller,
    request: RequestContext,
) -> ApiResult {
    account::check_filter(&request.params)?;
    let domains = app.directory.domains_of(&caller).await?;
    Ok(request.reply_without_domain(account::encode_domains(&domains)))
}

/// `GET domain_usernames/`.
pub(super) async fn usernames(
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let paging = Paging::parse(&request.params, LIMIT_CAP)?;
    let found = directory.usernames(&actor)?.list(&paging.window()).await?;
    let page = found.map(|(id, username)| usernames::tree(&id, &username));
    let view = request.view(&actor.domain);
    let document = paging.document(&view, usernames::RESOURCE, &request.params, page);
    Ok(request.reply(&actor.domain, document))
}
