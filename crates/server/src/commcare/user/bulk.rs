//! Many mobile workers in one request.

use http::StatusCode;
use roster_wire::commcare::{
    Occasion,
    worker_bulk::{self, RowKind},
};

use super::super::{asked::RequestContext, body::Unread, refuse::worded};
use crate::{caller::Caller, reply::ApiResult};

/// `POST user/v1/bulk/`.
pub(in crate::commcare) async fn write(
    Caller { directory, actor }: Caller,
    asked: RequestContext,
    body: Unread,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let body = body.read().await?;
    let refuse = worded(Occasion::Plain);
    let wanted = worker_bulk::decode(&body, &asked.params, &actor.domain).map_err(&refuse)?;
    let kinds: Vec<RowKind> = wanted.items.iter().map(RowKind::of).collect();
    let verdicts = workers.write_many(wanted.items, wanted.atomic).await?;
    let document = worker_bulk::encode(&kinds, &verdicts.rows, verdicts.carried_out);
    let status = if verdicts.carried_out { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(asked.reply(&actor.domain, document).status(status))
}
