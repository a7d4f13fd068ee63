//! Reading the change log.

use std::{collections::HashMap, time::Duration};

use roster_model::{Change, ChangeFilter, Error, Person};
use roster_store::{Tx, changes, lookup, people};
use tokio::time::{Instant, timeout_at};

use crate::op_context::OpContext;

/// The poll interval of a waiting reader for commits by other processes (other nodes, the command
/// line). Commits by this process wake the reader at once.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// The change log of a domain.
pub struct Changes<'a> {
    ctx: OpContext<'a>,
}

/// A page of changes in order, and the cursor of the next page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangePage {
    /// The changes.
    pub changes: Vec<Change>,
    /// The number of the last change of the page: the cursor of the next page.
    pub last: i64,
}

/// A page of changes, newest first, with the records that they refer to.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The changes.
    pub changes: Vec<Change>,
    /// The changed people that still exist, by id.
    pub people: HashMap<String, Person>,
    /// The names of the changed groups, locations, roles and web users, by id.
    pub names: HashMap<String, String>,
    /// Whether there are earlier changes.
    pub more: bool,
}

impl<'a> Changes<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// Returns at most `limit` changes after number `seq` (0 is before the first). Waits up to `wait`
    /// for a change if there is none.
    ///
    /// # Errors
    /// [`Error::Unauthenticated`] or [`Error::Forbidden`] when the caller has lost the access while the
    /// request waited; [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn after(&self, seq: i64, limit: u32, wait: Duration) -> Result<ChangePage, Error> {
        let deadline = Instant::now() + wait;
        let mut commits = self.ctx.directory().store().commits();
        let mut has_waited = false;
        loop {
            commits.borrow_and_update();
            let page = self.page(seq, limit).await?;
            let now = Instant::now();
            if !page.changes.is_empty() || now >= deadline {
                if has_waited {
                    self.check_access_again().await?;
                }
                return Ok(page);
            }
            has_waited = true;
            // Continues after a commit by this process, or after the poll interval.
            let _ = timeout_at(deadline.min(now + POLL_INTERVAL), commits.changed()).await;
        }
    }

    /// Returns at most `limit` changes that match the filter, newest first, before number `before`.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn latest(
        &self,
        filter: &ChangeFilter,
        before: Option<i64>,
        limit: u32,
    ) -> Result<History, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        // One extra row shows whether there are earlier changes.
        let rows = limit.saturating_add(1);
        let mut changes = changes::latest(&mut tx, domain, filter, before, rows).await?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = changes.len() > limit;
        changes.truncate(limit);
        let ids = ids_of_kind(&changes, "person.");
        let people = people::find_many(&mut tx, domain, ids).await?;
        let people = people.into_iter().map(|person| (person.id.to_string(), person)).collect();
        let names = load_names(&mut tx, domain, &changes).await?;
        Ok(History { changes, people, names, more })
    }

    async fn check_access_again(&self) -> Result<(), Error> {
        let directory = self.ctx.directory();
        let actor = directory.reauthorize(self.ctx.actor()).await?;
        directory.changes(&actor).map(drop)
    }

    async fn page(&self, seq: i64, limit: u32) -> Result<ChangePage, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let changes = changes::after(&mut tx, domain, seq, limit).await?;
        let last = changes.last().map_or(seq, |change| change.seq);
        Ok(ChangePage { changes, last })
    }
}

/// The names of the groups, locations, roles and web users in these changes.
async fn load_names(
    tx: &mut Tx,
    domain: i64,
    changes: &[Change],
) -> Result<HashMap<String, String>, Error> {
    let ids = |prefix| ids_of_kind(changes, prefix);
    let mut found = lookup::groups_of(tx, domain, ids("group.")).await?;
    found.extend(lookup::roles_of(tx, domain, ids("role.")).await?);
    found.extend(lookup::web_users_of(tx, domain, ids("web_user.")).await?);
    let locations = lookup::locations_with_ancestors(tx, domain, ids("location.")).await?;
    found.extend(locations.into_iter().map(|location| (location.id, location.name)));
    Ok(found.into_iter().map(|(id, name)| (id.into_string(), name)).collect())
}

/// The distinct ids of the changes whose kind has this prefix.
fn ids_of_kind(changes: &[Change], prefix: &str) -> Vec<String> {
    let matching = changes.iter().filter(|change| change.kind.starts_with(prefix));
    let mut ids: Vec<String> = matching.map(|change| change.id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
