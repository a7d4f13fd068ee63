//! Search of mobile workers and web users.

mod openapi;

use roster_model::BulkUser;
use roster_wire::commcare::{
    LIMIT_CAP, Paging,
    bulk_user::{self, RESOURCE},
};

pub(super) use self::openapi::{operations, schemas};
use super::request_context::RequestContext;
use crate::{
    extract::{Caller, PathId},
    reply::ApiResult,
};

/// `GET bulk-user/`.
pub(super) async fn list(
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let bulk_users = directory.bulk_users(&actor)?;
    let paging = Paging::parse(&request.params, LIMIT_CAP)?;
    let query = bulk_user::decode_query(&request.params)?;
    let fields = bulk_user::decode_fields(&request.params)?;
    let found = bulk_users.search(&query, &paging.window()).await?;
    let view = request.view(&actor.domain);
    let tree = |(_, user): &(String, BulkUser)| bulk_user::tree(&view, user, &fields);
    let key = |(key, _): &(String, BulkUser)| key.clone();
    Ok(request.written(paging.write_trees(request.list(&view, RESOURCE), &found, key, tree)))
}

/// `GET bulk-user/{id}/`.
pub(super) async fn show(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    PathId(id): PathId,
) -> ApiResult {
    let bulk_users = directory.bulk_users(&actor)?;
    let fields = bulk_user::decode_fields(&request.params)?;
    let found = bulk_users.find(&id).await?;
    Ok(request
        .reply(&actor.domain, bulk_user::encode(&request.view(&actor.domain), &found, &fields)))
}
