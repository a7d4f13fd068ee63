//! The changes feed.

mod describe;

use roster_wire::commcare::changes;

pub(super) use self::describe::{operations, schemas};
use super::asked::Asked;
use crate::{caller::Caller, reply::Answer};

/// `GET changes/`.
pub(super) async fn list(Caller { directory, actor }: Caller, asked: Asked) -> Answer {
    let log = directory.changes(&actor)?;
    let wanted = changes::decode(&asked.params)?;
    let found = log.after(wanted.since, wanted.limit, wanted.wait).await?;
    Ok(asked.reply(&actor.domain, changes::encode(&found.changes, found.last)))
}
