//! The writing connection, and group commit.
//!
//! A commit takes far longer than most transactions, so concurrent transactions share one. A
//! transaction has the connection to itself while it runs. Then it stays uncommitted in the open
//! *batch*, and the next one runs inside this batch, in a savepoint. When no transaction is about to
//! join, the batch is committed, and only then its members get their results. A transaction of a domain
//! with long ones joins no batch with a member of another domain: that one would wait for it.
//!
//! Any waiting caller can be cancelled, so none of them runs the commit: the first transaction of a
//! batch spawns a task that does.

use std::{
    collections::HashSet,
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use tokio::{
    sync::{Mutex, OwnedMutexGuard, oneshot, watch},
    task::yield_now,
};

use super::{
    error, in_place,
    marker::{Marker, Remembered},
    patiently,
    readers::Readers,
    timed::TimedConnection,
};
use crate::{
    error::Error,
    turns::{Turn, Turns},
};

/// Number of transactions at which a batch is committed.
const LARGE: usize = 256;
/// Age at which a batch is committed.
const OLD: Duration = Duration::from_millis(20);
/// A domain whose last transaction took longer lets no batch of others wait for the next one.
const LONG: Duration = Duration::from_millis(5);

/// The writing connection, lent to one transaction at a time. Domains that wait take turns.
#[derive(Clone)]
pub(super) struct Writer {
    slot: Arc<Mutex<Slot>>,
    turns: Turns,
    /// Number of transactions that wait for the connection.
    queue: Arc<AtomicUsize>,
}

/// The connection and its open batch.
///
/// While the connection is not lent, it is in a transaction exactly when there is a batch.
struct Slot {
    connection: TimedConnection,
    batch: Option<Batch>,
    readers: Readers,
    commits: watch::Sender<u64>,
    marker: Marker,
    /// Whether commits are counted for the marker.
    counts_commits: bool,
    /// The number of rows that the connection had changed at the last commit.
    changed_rows: u64,
    /// Whether there was a counted commit.
    has_written: bool,
    /// The domains whose last transaction took longer than [`LONG`].
    slow_domains: HashSet<i64>,
}

/// Finished transactions that are not committed yet.
struct Batch {
    since: Instant,
    domains: HashSet<i64>,
    /// The members that wait for the result.
    members: Vec<oneshot::Sender<Result<(), Error>>>,
}

impl Writer {
    pub(super) fn new(
        connection: TimedConnection,
        readers: Readers,
        commits: watch::Sender<u64>,
        marker: Marker,
    ) -> Self {
        let slot = Slot {
            connection,
            batch: None,
            readers,
            commits,
            marker,
            counts_commits: false,
            changed_rows: 0,
            has_written: false,
            slow_domains: HashSet::new(),
        };
        let slot = Arc::new(Mutex::new(slot));
        Self { slot, turns: Turns::new(1, 1), queue: Arc::default() }
    }

    /// Counts the commits from now on.
    pub(super) async fn count_commits(&self) {
        self.slot.lock().await.counts_commits = true;
    }

    /// See [`Marker::damaged_pages`].
    pub(super) async fn damaged_pages(&self) -> Result<Vec<usize>, Error> {
        let mut slot = self.slot.lock().await;
        in_place(|| {
            slot.commit();
            slot.marker.damaged_pages(&slot.connection)
        })
    }

    /// Moves the contents of the write-ahead log into the database file, as far as no reader needs
    /// the log, and notes the digests of its pages.
    pub(super) async fn checkpoint(&self) -> Result<(), Error> {
        let mut slot = self.slot.lock().await;
        in_place(|| {
            slot.commit();
            // An idle reader with a snapshot would keep the log.
            let readers = slot.readers.clone();
            readers.without_idle_snapshots(|| slot.checkpoint())
        })
    }

    /// Writes the database file anew without its free space.
    pub(super) async fn vacuum(&self) -> Result<(), Error> {
        let mut slot = self.slot.lock().await;
        in_place(|| {
            slot.commit();
            let readers = slot.readers.clone();
            readers.without_idle_snapshots(|| slot.vacuum())
        })
    }

    /// Begins a transaction when its turn comes.
    pub(super) async fn begin(&self, domain: i64) -> Result<Writing, Error> {
        let waiting = Waiting::new(&self.queue);
        let wait = async {
            let turn = self.turns.take(domain).await;
            (Arc::clone(&self.slot).lock_owned().await, turn)
        };
        let (mut slot, turn) = patiently(wait).await?;
        drop(waiting);
        slot.open(domain)?;
        let (slot, turn, writer) = (Some(slot), Some(turn), self.clone());
        Ok(Writing { slot, turn, writer, domain, since: Instant::now() })
    }

    /// Commits the batch that was opened at `since`, when no transaction is about to join, unless it is
    /// committed before: each batch has its own task, which ends with it.
    fn commit_later(&self, since: Instant) {
        let Self { slot, queue, .. } = self.clone();
        tokio::spawn(async move {
            loop {
                // Who has sent a request, or is at work on one, comes to the slot first: a moment is
                // nothing beside a commit, and what comes too late for this one waits for the next.
                yield_now().await;
                let mut slot = Arc::clone(&slot).lock_owned().await;
                let Some(batch) = slot.batch.as_ref().filter(|batch| batch.since == since) else {
                    return;
                };
                if queue.load(Ordering::Relaxed) == 0 || !batch.has_room() {
                    return in_place(|| slot.commit());
                }
            }
        });
    }
}

impl Slot {
    /// Begins a transaction of a domain.
    fn open(&mut self, domain: i64) -> Result<(), Error> {
        let has_others = self.batch.as_ref().is_some_and(|batch| batch.has_others(domain));
        if has_others && self.slow_domains.contains(&domain) {
            in_place(|| self.commit());
        }
        if self.batch.is_some() {
            self.connection.prepare_cached("SAVEPOINT member")?.raw_execute()?;
            return Ok(());
        }
        if !self.connection.is_autocommit() {
            self.connection.execute_batch("ROLLBACK")?;
        }
        // Another process may be writing.
        Ok(in_place(|| self.connection.execute_batch("BEGIN IMMEDIATE"))?)
    }

    /// Ends a transaction successfully: it becomes a member of the batch.
    fn join(&mut self, domain: i64) -> Result<oneshot::Receiver<Result<(), Error>>, Error> {
        if self.connection.is_autocommit() {
            return Err(error::undone());
        }
        if self.batch.is_some() {
            self.connection.prepare_cached("RELEASE member")?.raw_execute()?;
        }
        let (member, outcome) = oneshot::channel();
        let batch = self.batch.get_or_insert_with(Batch::new);
        batch.domains.insert(domain);
        batch.members.push(member);
        Ok(outcome)
    }

    /// Notes how long a transaction of a domain took.
    fn note_duration(&mut self, domain: i64, took: Duration) {
        if took > LONG {
            self.slow_domains.insert(domain);
        } else {
            self.slow_domains.remove(&domain);
        }
    }

    /// Rolls back the running transaction, but not the batch.
    fn withdraw(&mut self) {
        let undo = match self.batch {
            Some(_) => "ROLLBACK TO member; RELEASE member",
            None => "ROLLBACK",
        };
        // SQLite may have undone everything on its own, as it does when the disk is full.
        if self.connection.is_autocommit() || self.connection.execute_batch(undo).is_err() {
            self.abandon(error::undone());
        }
    }

    /// Commits the open batch, if any, and sends its members the result.
    fn commit(&mut self) {
        if self.batch.is_none() {
            return;
        }
        let result = self.readers.without_idle_snapshots(|| self.try_commit());
        self.changed_rows = self.connection.total_changes();
        match result {
            Ok(remembered) => {
                if let Some(remembered) = remembered {
                    self.has_written = true;
                    self.marker.write(&remembered);
                }
                self.commits.send_modify(|count| *count += 1);
                self.notify(&Ok(()));
            }
            Err(error) => self.abandon(error),
        }
    }

    /// Commits the transaction. Returns what the marker must remember.
    fn try_commit(&self) -> Result<Option<Remembered>, Error> {
        // A transaction that writes nothing has nothing to sync, and stays like that.
        let has_changes = self.connection.total_changes() != self.changed_rows;
        let remembered = if self.counts_commits && has_changes {
            Marker::count(&self.connection)?
        } else {
            None
        };
        self.connection.execute_batch("COMMIT")?;
        Ok(remembered)
    }

    /// Moves the contents of the write-ahead log into the database file, and notes the digests of its
    /// pages if nothing is left in the log.
    fn checkpoint(&self) -> Result<(), Error> {
        let sql = "PRAGMA wal_checkpoint(TRUNCATE)";
        let is_busy = self.connection.query_row(sql, [], |row| row.get::<_, i64>(0))? != 0;
        if is_busy || !self.counts_commits {
            return Ok(());
        }
        // With the log empty and the lock of writers held, no process writes to the file.
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let noted = self.marker.note_digests(&self.connection);
        self.connection.execute_batch("ROLLBACK")?;
        noted
    }

    /// Writes the database file anew.
    fn vacuum(&mut self) -> Result<(), Error> {
        // The digests of the pages belong to a commit, and are those of other pages from here on.
        self.connection.execute_batch("BEGIN IMMEDIATE")?;
        let counted = Marker::count(&self.connection);
        self.connection.execute_batch(if counted.is_ok() { "COMMIT" } else { "ROLLBACK" })?;
        self.changed_rows = self.connection.total_changes();
        if let Some(remembered) = counted? {
            self.has_written = true;
            self.marker.write(&remembered);
        }
        self.connection.execute_batch("VACUUM")?;
        self.checkpoint()
    }

    /// Rolls the batch back and sends its members the error.
    fn abandon(&mut self, error: Error) {
        if !self.connection.is_autocommit() {
            // It is retried before the next transaction.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        self.notify(&Err(error));
    }

    /// Sends the result to the members and closes the batch.
    fn notify(&mut self, outcome: &Result<(), Error>) {
        for member in self.batch.take().into_iter().flat_map(|batch| batch.members) {
            // A cancelled caller does not wait any more.
            let _ = member.send(outcome.clone());
        }
    }
}

/// An orderly end: nothing depends on the write-ahead log, unless another process uses it.
impl Drop for Slot {
    fn drop(&mut self) {
        if !self.has_written || !self.connection.is_autocommit() {
            return;
        }
        let at_once = self.connection.busy_timeout(Duration::ZERO);
        if let Err(error) = at_once.map_err(Error::from).and_then(|()| self.checkpoint()) {
            tracing::debug!(%error, "no checkpoint at the end");
        }
    }
}

/// A writing transaction.
pub(super) struct Writing {
    /// Taken when it ends successfully.
    slot: Option<OwnedMutexGuard<Slot>>,
    /// Ends with the transaction, before its commit.
    turn: Option<Turn>,
    writer: Writer,
    domain: i64,
    since: Instant,
}

impl Writing {
    pub(super) fn connection(&self) -> Result<&TimedConnection, Error> {
        self.slot.as_ref().map(|slot| &slot.connection).ok_or_else(error::undone)
    }

    /// Ends the transaction and waits until it is durable.
    pub(super) async fn commit(mut self) -> Result<(), Error> {
        let outcome = self.end()?;
        self.turn = None;
        outcome.await.unwrap_or_else(|_| Err(error::undone()))
    }

    fn end(&mut self) -> Result<oneshot::Receiver<Result<(), Error>>, Error> {
        let mut slot = self.slot.take().ok_or_else(error::undone)?;
        slot.note_duration(self.domain, self.since.elapsed());
        let outcome = match slot.join(self.domain) {
            Ok(outcome) => outcome,
            Err(error) => {
                slot.withdraw();
                return Err(error);
            }
        };
        match &slot.batch {
            Some(batch) if batch.has_room() => {
                if batch.members.len() == 1 {
                    self.writer.commit_later(batch.since);
                }
            }
            _ => in_place(|| slot.commit()),
        }
        Ok(outcome)
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if let Some(slot) = &mut self.slot {
            slot.note_duration(self.domain, self.since.elapsed());
            slot.withdraw();
        }
    }
}

impl Batch {
    fn new() -> Self {
        Self { since: Instant::now(), domains: HashSet::new(), members: Vec::new() }
    }

    /// Whether a member is of another domain.
    fn has_others(&self, domain: i64) -> bool {
        self.domains.iter().any(|it| *it != domain)
    }

    /// Whether another transaction can join.
    fn has_room(&self) -> bool {
        self.members.len() < LARGE && self.since.elapsed() < OLD
    }
}

/// A waiting transaction. Dropping this ends the wait.
struct Waiting<'a>(&'a AtomicUsize);

impl<'a> Waiting<'a> {
    fn new(queue: &'a AtomicUsize) -> Self {
        queue.fetch_add(1, Ordering::Relaxed);
        Self(queue)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}
