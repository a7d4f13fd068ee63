//! The changes feed.

mod describe;

use std::time::Duration;

use axum::extract::State;
use roster_wire::commcare::changes;

pub(super) use self::describe::{operations, schemas};
use super::asked::RequestContext;
use crate::{App, caller::Caller, reply::ApiResult};

/// `GET changes/`.
pub(super) async fn list(
    State(app): State<App>,
    Caller { directory, actor }: Caller,
    asked: RequestContext,
) -> ApiResult {
    let log = directory.changes(&actor)?;
    let wanted = changes::decode(&asked.params)?;
    let found = tokio::select! {
        found = log.after(wanted.since, wanted.limit, wanted.wait) => found?,
        // Better told that there is nothing yet than cut off.
        () = app.stopping.cancelled() => {
            log.after(wanted.since, wanted.limit, Duration::ZERO).await?
        }
    };
    Ok(asked.reply(&actor.domain, changes::encode(&found.changes, found.last)))
}
