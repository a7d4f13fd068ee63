//! The intake of what workers submit.

mod describe;

use http::StatusCode;
use roster_wire::commcare::{Occasion, activity};

pub(super) use self::describe::{operations, schemas};
use super::{asked::RequestContext, body::Unread, refuse::worded};
use crate::{caller::Caller, reply::ApiResult};

/// `POST activity/`.
pub(super) async fn record(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    body: Unread,
) -> ApiResult {
    let intake = directory.activity(&actor)?;
    let submissions = body.read_as(activity::decode).await?;
    let counted = intake.record(submissions).await.map_err(worded(Occasion::Plain))?;
    let reply = asked.reply(&actor.domain, activity::encode(counted.0, counted.1));
    Ok(reply.status(StatusCode::CREATED))
}
