//! Receives submissions of workers.

mod openapi;

use http::StatusCode;
use roster_wire::commcare::{ErrorContext, activity};

pub(super) use self::openapi::{operations, schemas};
use super::{errors::map_error, request_context::RequestContext};
use crate::{
    extract::{Body, Caller},
    rate_limit::RowCounter,
    reply::ApiResult,
};

/// `POST activity/`.
pub(super) async fn record(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    rows: RowCounter,
    body: Body,
) -> ApiResult {
    let intake = directory.activity(&actor)?;
    let submissions = body.decode(activity::decode).await?;
    rows.count(&actor, submissions.len())?;
    let counted = intake.record(submissions).await.map_err(map_error(ErrorContext::General))?;
    let reply = request.reply(&actor.domain, activity::encode(counted.0, counted.1));
    Ok(reply.status(StatusCode::CREATED))
}
