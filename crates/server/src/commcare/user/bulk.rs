//! Creates and updates many mobile workers in one request.

use http::StatusCode;
use roster_model::WorkerItem;
use roster_wire::commcare::{
    ErrorContext,
    user::bulk::{self, RowKind},
};

use super::super::{decode_body, errors::map_error, request_context::RequestContext};
use crate::{
    extract::{Body, Caller},
    rate_limit::RowCounter,
    reply::ApiResult,
};

/// `POST user/v1/bulk/`.
pub(in crate::commcare) async fn write(
    Caller { directory, actor }: Caller,
    request: RequestContext,
    rows: RowCounter,
    body: Body,
) -> ApiResult {
    let workers = directory.workers(&actor)?;
    let restore_unshown = request.restore_unshown(&body);
    let body = body.decode(decode_body).await?;
    let map_error = map_error(ErrorContext::General);
    let mut batch = bulk::decode(&body, &request.params, &actor.domain).map_err(&map_error)?;
    for item in &mut batch.items {
        if let WorkerItem::Edit { edit, .. } = item {
            edit.restore_unshown = restore_unshown;
        }
    }
    rows.count(&actor, batch.items.len())?;
    let kinds: Vec<RowKind> = batch.items.iter().map(RowKind::from).collect();
    let verdicts = workers.write_many(batch.items, batch.atomic).await?;
    let document = bulk::encode(&kinds, &verdicts.rows, verdicts.executed);
    let status = if verdicts.executed { StatusCode::OK } else { StatusCode::BAD_REQUEST };
    Ok(request.reply(&actor.domain, document).status(status))
}
