//! Reading the change log.

use std::{collections::HashSet, time::Duration};

use jiff::{SignedDuration, Timestamp};
use roster_model::{Change, ChangeCursor, ChangeFilter, Error, Settings, Username, fold};
use roster_store::{changes, domain_state, lookup, people};
use tokio::time::{Instant, timeout_at};

use crate::{
    op_context::OpContext,
    record_names::{self, RecordNames},
};

/// The poll interval of a waiting reader for commits by other processes (other nodes, the command
/// line). Commits by this process wake the reader at once.
const POLL_INTERVAL: Duration = Duration::from_millis(250);

/// The number of characters at the end of a store's identity that are random.
const RANDOM_CHARS: usize = 12;

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
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct History {
    /// The changes.
    pub changes: Vec<Change>,
    /// The ids of the changed people who still exist.
    pub people: HashSet<String>,
    /// The names of the changed records, and of those that the values refer to.
    pub names: RecordNames,
    /// Whether there are earlier changes.
    pub more: bool,
}

impl<'a> Changes<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// The cursor after the change with number `seq`.
    pub fn cursor(&self, seq: i64) -> ChangeCursor {
        ChangeCursor { history: Some(history(&self.ctx)), seq }
    }

    /// The number of the change that the cursor points to.
    ///
    /// # Errors
    /// [`Error::HistoryChanged`] when the cursor is of another store or domain, of the time before
    /// the store was restored or copied, or beyond the last change: the consumer must read
    /// everything again.
    pub async fn resolve(&self, cursor: &ChangeCursor) -> Result<i64, Error> {
        // The beginning is the same in every history.
        if cursor.seq == 0 {
            return Ok(0);
        }
        check_history(&self.ctx, cursor)?;
        let mut tx = self.ctx.read().await?;
        let last = domain_state::seq(&mut tx, self.ctx.domain().number).await?;
        let is_past = last.is_some_and(|last| cursor.seq <= last);
        if is_past { Ok(cursor.seq) } else { Err(Error::HistoryChanged) }
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
        loop {
            commits.borrow_and_update();
            let page = self.page(seq, limit).await?;
            let now = Instant::now();
            if !page.changes.is_empty() || now >= deadline {
                if !wait.is_zero() {
                    self.check_access_again().await?;
                }
                return Ok(page);
            }
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
        hide_old_values(&mut changes, &self.ctx);
        let limit = usize::try_from(limit).unwrap_or(usize::MAX);
        let more = changes.len() > limit;
        changes.truncate(limit);
        let ids = ids_of_kind(&changes, "person.");
        let people = people::find_many(&mut tx, domain, ids).await?;
        let people = people.into_iter().map(|person| person.id.into_string()).collect();
        let names = record_names::load(&mut tx, domain, &changes).await?;
        Ok(History { changes, people, names, more })
    }

    /// The id of the record with this id, username or name: a person, a group or a location. A text
    /// that names none of them is taken as the id of another record.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn resolve_record(&self, text: &str) -> Result<Option<String>, Error> {
        let domain = self.ctx.domain();
        let mut tx = self.ctx.read().await?;
        let username = fold(&Username::complete(text, domain));
        if let Some(person) = people::find_by_username(&mut tx, domain.number, &username).await? {
            return Ok(Some(person.id.into_string()));
        }
        if let Some(id) = lookup::resolve_group(&mut tx, domain.number, text).await? {
            return Ok(Some(id.into_string()));
        }
        let location = lookup::resolve_location(&mut tx, domain.number, text).await?;
        Ok(Some(location.map_or_else(|| text.to_owned(), roster_model::Id::into_string)))
    }

    async fn check_access_again(&self) -> Result<(), Error> {
        let directory = self.ctx.directory();
        let actor = directory.reauthorize(self.ctx.actor()).await?;
        directory.changes(&actor).map(drop)
    }

    async fn page(&self, seq: i64, limit: u32) -> Result<ChangePage, Error> {
        let mut tx = self.ctx.read().await?;
        let domain = self.ctx.domain().number;
        let mut changes = changes::after(&mut tx, domain, seq, limit).await?;
        hide_old_values(&mut changes, &self.ctx);
        let last = changes.last().map_or(seq, |change| change.seq);
        Ok(ChangePage { changes, last })
    }
}

/// Checks that a cursor is of the present history of the domain.
///
/// # Errors
/// [`Error::HistoryChanged`].
pub(crate) fn check_history(ctx: &OpContext<'_>, cursor: &ChangeCursor) -> Result<(), Error> {
    let is_present = match &cursor.history {
        Some(of) => *of == history(ctx),
        None => cursor.seq == 0 || !ctx.directory().identity().restored,
    };
    if is_present { Ok(()) } else { Err(Error::HistoryChanged) }
}

/// The name of the present history in cursors: the random part of the store's identity, and the
/// domain's number, which is never reused.
fn history(ctx: &OpContext<'_>) -> String {
    let id = &ctx.directory().identity().id;
    let random = id.get(id.len().saturating_sub(RANDOM_CHARS)..).unwrap_or(id);
    format!("{random}.{}", ctx.domain().number)
}

/// The time of the oldest change whose values are shown; `None` for all changes.
pub(crate) fn values_since(settings: &Settings, now: Timestamp) -> Option<Timestamp> {
    if settings.history_days == 0 {
        return None;
    }
    let age = SignedDuration::from_hours(24 * i64::from(settings.history_days));
    Some(now.saturating_sub(age).unwrap_or(Timestamp::MIN))
}

/// Removes the values that are too old to be shown. They are deleted within the hour.
pub(crate) fn hide_old_values(changes: &mut [Change], ctx: &OpContext<'_>) {
    let Some(since) = values_since(&ctx.domain().settings, ctx.now()) else { return };
    for change in changes.iter_mut().filter(|change| change.at < since) {
        change.before.clear();
        change.after.clear();
    }
}

/// The distinct ids of the changes whose kind has this prefix.
fn ids_of_kind(changes: &[Change], prefix: &str) -> Vec<String> {
    let matching = changes.iter().filter(|change| change.kind.starts_with(prefix));
    let mut ids: Vec<String> = matching.map(|change| change.id.clone()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}
