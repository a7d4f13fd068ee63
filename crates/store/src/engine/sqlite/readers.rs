//! The reading connections: a few, each a snapshot while it is lent.
//!
//! To begin and to end a snapshot takes locks of the whole process and system calls, as much time as
//! a short statement. So a connection that comes back keeps its snapshot, and the next transaction
//! uses it for a moment while this process commits nothing. Snapshots keep the write-ahead log from
//! starting again at its beginning, so the idle ones are ended before each commit, and when they are
//! too old to be used.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use rusqlite::Connection;
use tokio::{runtime::Handle, sync::watch, time::sleep};

use super::{connect, error, in_place, patiently, timed::TimedConnection};
use crate::{
    error::Error,
    freshness::Freshness,
    options::Options,
    turns::{Turn, Turns},
};

/// Reading is a matter of processor time, and more connections mean more caches of the same pages.
pub(super) const MOST: usize = 4;

/// The most of them for one domain at a time.
const SHARE: usize = MOST - 1;
/// Age to which a snapshot is used: less than another process takes to report a commit to its user.
const KEPT: Duration = Duration::from_millis(2);

/// The reading connections.
#[derive(Clone)]
pub(super) struct Readers(Arc<Pool>);

struct Pool {
    file: PathBuf,
    limit: Option<Duration>,
    /// Memory for pages of each connection.
    page_cache: u64,
    turns: Turns,
    idle: Mutex<Idle>,
    commits: watch::Sender<u64>,
}

#[derive(Default)]
struct Idle {
    connections: Vec<IdleConnection>,
    /// Whether a task is going to end old snapshots.
    has_task: bool,
    /// Whether snapshots are ended at once, because a commit is going on.
    is_paused: bool,
}

/// A connection with its snapshot, if it has one.
struct IdleConnection {
    connection: TimedConnection,
    snapshot: Option<Freshness>,
}

impl Readers {
    pub(super) fn new(file: PathBuf, options: &Options, commits: watch::Sender<u64>) -> Self {
        let limit = options.statement_timeout;
        // The other half is for the writer.
        let page_cache = options.page_cache / 2 / MOST as u64;
        let turns = Turns::new(MOST, SHARE);
        Self(Arc::new(Pool { file, limit, page_cache, turns, idle: Mutex::default(), commits }))
    }

    /// Begins a transaction on a connection that is free, once there is one.
    pub(super) async fn begin(&self, domain: i64) -> Result<Reading, Error> {
        let turn = patiently(self.0.turns.take(domain)).await?;
        let idle = self.0.idle().connections.pop();
        let IdleConnection { connection, snapshot } = match idle {
            Some(idle) => idle,
            None => in_place(|| connect::reader(&self.0.file, self.0.limit, self.0.page_cache))
                .map(|connection| IdleConnection { connection, snapshot: None })?,
        };
        let commits = *self.0.commits.borrow();
        let snapshot = match snapshot {
            Some(snapshot) if snapshot.is_within(commits, KEPT) => snapshot,
            old => {
                if old.is_some() {
                    end(&connection)?;
                }
                let snapshot = Freshness::after(commits);
                connection.prepare_cached("BEGIN DEFERRED")?.raw_execute()?;
                snapshot
            }
        };
        let pool = Arc::clone(&self.0);
        Ok(Reading { connection: Some(connection), snapshot, pool, _turn: turn })
    }

    /// Does `work`, a commit, while no idle connection has a snapshot.
    pub(super) fn without_idle_snapshots<T>(&self, work: impl FnOnce() -> T) -> T {
        self.0.idle().pause();
        let result = work();
        self.0.idle().is_paused = false;
        result
    }
}

impl Pool {
    fn idle(&self) -> MutexGuard<'_, Idle> {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn put(self: &Arc<Self>, idle: IdleConnection, runtime: &Handle) {
        let mut all = self.idle();
        all.connections.push(idle);
        if all.is_paused {
            all.end_snapshots(|_| true);
        } else if !std::mem::replace(&mut all.has_task, true) {
            runtime.spawn(Arc::clone(self).end_old_snapshots());
        }
    }

    /// Ends snapshots when they are too old to be used, until there are none.
    async fn end_old_snapshots(self: Arc<Self>) {
        loop {
            sleep(KEPT).await;
            let commits = *self.commits.borrow();
            let mut idle = self.idle();
            idle.end_snapshots(|snapshot| !snapshot.is_within(commits, KEPT));
            if idle.connections.iter().all(|idle| idle.snapshot.is_none()) {
                idle.has_task = false;
                return;
            }
        }
    }
}

impl Idle {
    fn pause(&mut self) {
        self.is_paused = true;
        self.end_snapshots(|_| true);
    }

    /// Ends the snapshots that meet a condition. A connection that fails to is closed.
    fn end_snapshots(&mut self, ends: impl Fn(&Freshness) -> bool) {
        self.connections.retain_mut(|idle| match idle.snapshot.take_if(|it| ends(it)) {
            Some(_) => end(&idle.connection).is_ok(),
            None => true,
        });
    }
}

/// A transaction that reads.
pub(super) struct Reading {
    /// Returned to the pool when the transaction ends.
    connection: Option<TimedConnection>,
    snapshot: Freshness,
    pool: Arc<Pool>,
    // The last field: the turn ends once the connection is back.
    _turn: Turn,
}

impl Reading {
    pub(super) fn connection(&self) -> Result<&TimedConnection, Error> {
        self.connection.as_ref().ok_or_else(error::undone)
    }
}

impl Drop for Reading {
    fn drop(&mut self) {
        let Some(connection) = self.connection.take() else { return };
        // A connection that failed, or that no task would take care of, is closed. Another one is
        // opened when it is needed.
        if let Ok(runtime) = Handle::try_current()
            && !connection.is_autocommit()
        {
            let snapshot = Some(self.snapshot);
            self.pool.put(IdleConnection { connection, snapshot }, &runtime);
        }
    }
}

fn end(connection: &Connection) -> Result<usize, rusqlite::Error> {
    connection.prepare_cached("ROLLBACK")?.raw_execute()
}
