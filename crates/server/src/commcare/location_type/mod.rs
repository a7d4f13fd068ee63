//! Location types: the levels of the location tree.

mod describe;

use http::StatusCode;
use roster_model::Error;
use roster_wire::commcare::{
    LIMIT_CAP, Occasion, Paging,
    location_type::{self, RESOURCE},
};

pub(super) use self::describe::{operations, schemas};
use super::{asked::RequestContext, at::At, body::Unread, refuse::worded};
use crate::{caller::Caller, reply::ApiResult};

/// `GET location_type/`.
pub(super) async fn list(Caller { directory, actor }: Caller, asked: RequestContext) -> ApiResult {
    let levels = directory.location_types(&actor)?;
    let refuse = worded(Occasion::Location);
    let paging = Paging::read(&asked.params, LIMIT_CAP)?;
    location_type::decode_filter(&asked.params).map_err(&refuse)?;
    let found = levels.list(&paging.window()).await?;
    let view = asked.view(&actor.domain);
    let page = found.map(|level| location_type::tree(&view, &level));
    Ok(asked.reply(&actor.domain, paging.document(&view, RESOURCE, &asked.params, page)))
}

/// `POST location_type/`.
pub(super) async fn create(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    body: Unread,
) -> ApiResult {
    let levels = directory.location_types(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::Location);
    let known = levels.all().await?;
    let new = location_type::decode_create(&body, &actor.domain, &known).map_err(&refuse)?;
    let made = levels.create(new).await.map_err(&refuse)?;
    let view = asked.view(&actor.domain);
    let address = view.detail_url(RESOURCE, &made.number.to_string());
    let reply = asked.show(&actor.domain, location_type::encode(&view, &made), &made);
    Ok(reply.status(StatusCode::CREATED).location(&address))
}

/// `GET location_type/{id}/`.
pub(super) async fn show(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
) -> ApiResult {
    let found = directory.location_types(&actor)?.find(number(&id)?).await?;
    let document = location_type::encode(&asked.view(&actor.domain), &found);
    Ok(asked.show(&actor.domain, document, &found))
}

/// `PUT location_type/{id}/`.
pub(super) async fn edit(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    At(id): At,
    body: Unread,
) -> ApiResult {
    let levels = directory.location_types(&actor)?;
    let number = number(&id)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::Location);
    let all = levels.all().await?;
    let edit = location_type::decode_edit(&body, number, &actor.domain, &all).map_err(&refuse)?;
    let kept = levels.edit(number, edit).await.map_err(&refuse)?;
    let document = location_type::encode(&asked.view(&actor.domain), &kept);
    Ok(asked.show(&actor.domain, document, &kept))
}

/// The number of a level; what is no number is no level's.
fn number(id: &str) -> Result<i64, Error> {
    id.parse().map_err(|_| Error::not_found("location type"))
}
