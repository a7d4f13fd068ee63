//! The changes feed.

mod openapi;

use std::time::Duration;

use axum::extract::State;
use roster_wire::commcare::changes;

pub(super) use self::openapi::{history_changed, operations, schemas};
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
    let since = log.resolve(&query.since).await?;
    let at_once = || log.after(since, query.limit, Duration::ZERO);
    let found = if query.wait.is_zero() {
        at_once().await?
    } else {
        let wait = app.waits.begin(&actor);
        tokio::select! {
            found = log.after(since, query.limit, query.wait) => found?,
            // The server stops: an empty page is better than a broken connection.
            () = app.stopping.cancelled() => at_once().await?,
            () = wait.ended() => at_once().await?,
        }
    };
    Ok(request.reply(&actor.domain, changes::encode(&found.changes, &log.cursor(found.last))))
}
