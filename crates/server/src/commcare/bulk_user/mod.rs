//! Searches of mobile workers and web users alike.

mod describe;

use roster_wire::commcare::{
    LIMIT_CAP, Paging,
    bulk::{self, RESOURCE},
};

pub(super) use self::describe::{operations, schemas};
use super::{asked::RequestContext, at::At};
use crate::{caller::Caller, reply::ApiResult};

/// `GET bulk-user/`.
pub(super) async fn list(Caller { directory, actor }: Caller, asked: RequestContext) -> ApiResult {
    let bulk_users = directory.bulk_users(&actor)?;
    let paging = Paging::read(&asked.params, LIMIT_CAP)?;
    let query = bulk::decode_query(&asked.params)?;
    let fields = bulk::decode_fields(&asked.params)?;
    let found = bulk_users.search(&query, &paging.window()).await?;
    let view = asked.view(&actor.domain);
    let page = found.map(|user| bulk::tree(&view, &user, &fields));
    Ok(asked.reply(&actor.domain, paging.document(&view, RESOURCE, &asked.params, page)))
}

/// `GET bulk-user/{id}/`.
pub(super) async fn show(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
) -> ApiResult {
    let bulk_users = directory.bulk_users(&actor)?;
    let fields = bulk::decode_fields(&asked.params)?;
    let found = bulk_users.find(&id).await?;
    Ok(asked.reply(&actor.domain, bulk::encode(&asked.view(&actor.domain), &found, &fields)))
}
