//! Creates and updates many mobile workers in one request.

use http::StatusCode;
use roster_wire::commcare::{
    Occasion,
    worker_bulk::{self, RowKind},
};

use super::super::{errors::map_error, read_body, request_context::RequestContext};
use crate::{
    extract::{Body, Caller},
    reply::ApiResult,
};

/// `POST user/v1/bulk/`.
pub(in crate::commcare) async fn write(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    body: Body,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let body = body.decode(read_body).await?;
    let map_error = map_error(Occasion::Plain);
    let batch = worker_bulk::decode(&body, &request.params, &actor.domain).map_err(&map_error)?;
    let kinds: Vec<RowKind> = batch.items.iter().map(RowKind::of).collect();
    let verdicts = workers.write_many(batch.items, batch.atomic).await?;
    let document = worker_bulk::encode(&kinds, &verdicts.rows, verdicts.executed);
    let status = if verdicts.executed { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(request.reply(&actor.domain, document).status(status))
}
