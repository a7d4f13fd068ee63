//! The changes feed.

mod openapi;

use std::time::Duration;

use axum::extract::State;
use roster_wire::commcare::changes;

pub(super) use self::openapi::{operations, schemas};
use super::request_context::RequestContext;
use crate::{App, extract::Caller, reply::ApiResult};

/// `GET changes/`.
pub(super) async fn list(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    request: RequestContext,
) -> ApiResult {
    let log = directory.changes(&actor)?;
    let query = changes::decode(&request.params)?;
    let found = tokio::select! {
        found = log.after(query.since, query.limit, query.wait) => found?,
        // The server stops: an empty page is better than a broken connection.
        () = app.stopping.cancelled() => {
            log.after(query.since, 0, Duration::ZERO).await?
        }
    };
    Ok(request.reply(&actor.domain, changes::encode(&found.changes, found.last)))
}
