//! Following the change log.

use std::{collections::HashMap, time::Duration};

use roster_model::{Change, ChangeFilter, Error, Person};
use roster_store::{Tx, changes, lookup, people};
use tokio::time::{Instant, timeout_at};

use crate::op_context::OpContext;

/// How long a waiting reader relies on this process's own commits before it looks for those of
/// others: other nodes, and the command line.
const OTHERS: Duration = Duration::from_millis(250);

/// The change log of a domain.
pub struct Changes<'a> {
    ctx: OpContext<'a>,
}

/// Some changes, in order, and where the log goes on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ChangePage {
    /// The changes.
    pub changes: Vec<Change>,
    /// The number of the last one told so far: the place to go on from.
    pub last: i64,
}

/// Some changes, the last first, and what they were of.
#[derive(Clone, Debug, PartialEq)]
pub struct History {
    /// The changes.
    pub changes: Vec<Change>,
    /// The people among what changed, by identity; those who were deleted are not there.
    pub people: HashMap<String, Person>,
    /// What groups, locations, roles and web users among it are called, by identity.
    pub names: HashMap<String, String>,
    /// Whether there are earlier ones.
    pub more: bool,
}

impl<'a> Changes<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// At most `limit` changes after the one numbered `seq` (0 is before the first). With none,
    /// waits for one for as long as `wait`, and then answers without.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn after(&self, seq: i64, limit: u32, wait: Duration) -> Result<ChangePage, Error> {
        let deadline = Instant::now() + wait;
        let mut commits = self.ctx.directory().store().commits();
        loop {
            commits.borrow_and_update();
            let page = self.page(seq, limit).await?;
            let now = Instant::now();
            if !page.changes.is_empty() || now >= deadline {
                return Ok(page);
            }
            // Either there was a commit, or it is time to look whether others made one.
            let _ = timeout_at(deadline.min(now + OTHERS), commits.changed()).await;
        }
    }

    /// At most `limit` changes that the filters let through, the last first, from before the one
    /// numbered `before`.
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
        // One more than asked for tells whether there are earlier ones.
        let more = limit.saturating_add(1);
        let found = changes::latest(&mut tx, domain, filter, before, more).await;
        let mut changes = found?;
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = changes.len() > limit;
        changes.truncate(limit);
        let ids = of_things(&changes, "person.");
        let people = people::find_many(&mut tx, domain, ids).await?;
        let people = people.into_iter().map(|person| (person.id.to_string(), person)).collect();
        let names = names_in(&mut tx, domain, &changes).await?;
        Ok(History { changes, people, names, more })
    }

    async fn page(&self, seq: i64, limit: u32) -> Result<ChangePage, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let changes = changes::after(&mut tx, domain, seq, limit).await?;
        let last = changes.last().map_or(seq, |change| change.seq);
        Ok(ChangePage { changes, last })
    }
}

/// What groups, locations, roles and web users are called that changed.
async fn names_in(
    tx: &mut Tx,
    domain: i64,
    changes: &[Change],
) -> Result<HashMap<String, String>, Error> {
    let of = |thing| of_things(changes, thing);
    let mut found = lookup::groups_of(tx, domain, of("group.")).await?;
    found.extend(lookup::roles_of(tx, domain, of("role.")).await?);
    found.extend(lookup::web_users_of(tx, domain, of("web_user.")).await?);
    let places = lookup::places_of(tx, domain, of("location.")).await?;
    found.extend(places.into_iter().map(|place| (place.id, place.name)));
    Ok(found.into_iter().map(|(id, name)| (id.into_string(), name)).collect())
}

/// The identities of the things of a sort, each once.
fn of_things(changes: &[Change], prefix: &str) -> Vec<String> {
    let of_sort = changes.iter().filter(|change| change.kind.starts_with(prefix));
    let mut ids: Vec<String> = of_sort.map(|change| change.id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
