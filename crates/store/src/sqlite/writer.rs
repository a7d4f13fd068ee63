//! The writing connection, and group commit.
//!
//! Putting a commit on the disk takes far longer than most transactions, so those that come
//! together share one. A transaction has the connection to itself while it runs. At its end it stays
//! uncommitted in the open *batch*, and the next runs inside that batch, in a savepoint. Once nobody
//! is about to join it, the batch is committed, and only then is any of its members told.
//!
//! Whoever waits can be given up at any moment, so the commit may hang on none of them: the first
//! transaction of a batch sends a task of its own to see to it.

use std::{
    sync::{
        Arc,
        atomic::{AtomicUsize, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::Connection;
use tokio::{
    sync::{Mutex, OwnedMutexGuard, oneshot, watch},
    task::yield_now,
};

use super::{error, in_place, patiently};
use crate::error::Error;

/// A batch is committed when it has so many transactions,
const LARGE: usize = 256;
/// or is so old, whoever is waiting.
const OLD: Duration = Duration::from_millis(20);

/// The writing connection, lent to one transaction at a time, in the order they asked.
#[derive(Clone)]
pub(super) struct Writer {
    desk: Arc<Mutex<Desk>>,
    /// How many wait for the desk.
    queue: Arc<AtomicUsize>,
}

/// The connection, and the batch that is open on it.
///
/// While nobody has the desk, the connection is in a transaction exactly when there is a batch.
struct Desk {
    connection: Connection,
    batch: Option<Batch>,
    commits: watch::Sender<u64>,
}

/// The transactions that have ended well and are not committed yet.
struct Batch {
    since: Instant,
    /// Who is to be told.
    members: Vec<oneshot::Sender<Result<(), Error>>>,
}

impl Writer {
    pub(super) fn new(connection: Connection, commits: watch::Sender<u64>) -> Self {
        let desk = Desk { connection, batch: None, commits };
        Self { desk: Arc::new(Mutex::new(desk)), queue: Arc::default() }
    }

    /// Begins a transaction, once it is its turn.
    pub(super) async fn begin(&self) -> Result<Writing, Error> {
        let waiting = Waiting::new(&self.queue);
        let desk = patiently(Arc::clone(&self.desk).lock_owned()).await?;
        drop(waiting);
        desk.open()?;
        Ok(Writing { desk: Some(desk), writer: self.clone() })
    }

    /// Commits the batch that is open `since` then, once all who are ready to join it have, unless
    /// somebody else does: each batch has a task of its own, which ends with it.
    fn commit_later(&self, since: Instant) {
        let Self { desk, queue } = self.clone();
        tokio::spawn(async move {
            loop {
                // Who has sent a request, or is at work on one, comes to the desk first: a moment is
                // nothing beside a commit, and what comes too late for this one waits for the next.
                yield_now().await;
                let mut desk = Arc::clone(&desk).lock_owned().await;
                let Some(batch) = desk.batch.as_ref().filter(|batch| batch.since == since) else {
                    return;
                };
                if queue.load(Ordering::Relaxed) == 0 || !batch.has_room() {
                    return in_place(|| desk.commit());
                }
            }
        });
    }
}

impl Desk {
    /// Begins a transaction.
    fn open(&self) -> Result<(), Error> {
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

    /// Ends a transaction well: it is now a member of the batch.
    fn join(&mut self) -> Result<oneshot::Receiver<Result<(), Error>>, Error> {
        if self.connection.is_autocommit() {
            return Err(error::undone());
        }
        if self.batch.is_some() {
            self.connection.prepare_cached("RELEASE member")?.raw_execute()?;
        }
        let (member, outcome) = oneshot::channel();
        let new = || Batch { since: Instant::now(), members: Vec::new() };
        self.batch.get_or_insert_with(new).members.push(member);
        Ok(outcome)
    }

    /// Undoes the transaction that runs, and nothing of the batch.
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

    /// Commits the batch, if there is one, and tells its members.
    fn commit(&mut self) {
        if self.batch.is_none() {
            return;
        }
        match self.connection.execute_batch("COMMIT") {
            Ok(()) => {
                self.commits.send_modify(|count| *count += 1);
                self.tell(&Ok(()));
            }
            Err(error) => self.abandon(error.into()),
        }
    }

    /// Undoes the batch, and tells its members why.
    fn abandon(&mut self, error: Error) {
        if !self.connection.is_autocommit() {
            // Tried again before the next transaction.
            let _ = self.connection.execute_batch("ROLLBACK");
        }
        self.tell(&Err(error));
    }

    /// Closes the batch.
    fn tell(&mut self, outcome: &Result<(), Error>) {
        for member in self.batch.take().into_iter().flat_map(|batch| batch.members) {
            // Who has been given up meanwhile need not be told.
            let _ = member.send(outcome.clone());
        }
    }
}

/// A transaction that writes.
pub(super) struct Writing {
    /// HqItem when it ends well.
    desk: Option<OwnedMutexGuard<Desk>>,
    writer: Writer,
}

impl Writing {
    pub(super) fn connection(&self) -> Result<&Connection, Error> {
        self.desk.as_ref().map(|desk| &desk.connection).ok_or_else(error::undone)
    }

    /// Ends the transaction, and waits until it is on the disk.
    pub(super) async fn commit(mut self) -> Result<(), Error> {
        self.end()?.await.unwrap_or_else(|_| Err(error::undone()))
    }

    fn end(&mut self) -> Result<oneshot::Receiver<Result<(), Error>>, Error> {
        let mut desk = self.desk.take().ok_or_else(error::undone)?;
        let outcome = match desk.join() {
            Ok(outcome) => outcome,
            Err(error) => {
                desk.withdraw();
                return Err(error);
            }
        };
        match &desk.batch {
            Some(batch) if batch.has_room() => {
                if batch.members.len() == 1 {
                    self.writer.commit_later(batch.since);
                }
            }
            _ => in_place(|| desk.commit()),
        }
        Ok(outcome)
    }
}

impl Drop for Writing {
    fn drop(&mut self) {
        if let Some(desk) = &mut self.desk {
            desk.withdraw();
        }
    }
}

impl Batch {
    /// Whether another transaction may join.
    fn has_room(&self) -> bool {
        self.members.len() < LARGE && self.since.elapsed() < OLD
    }
}

/// Somebody waiting for the desk, for as long as this is kept.
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
