//! A connection whose queries have a time limit.

use std::{
    ops::Deref,
    sync::{
        Arc,
        atomic::{AtomicU64, Ordering},
    },
    time::{Duration, Instant},
};

use rusqlite::Connection;

use crate::error::Error;

/// How many instructions of SQLite's virtual machine run between two looks at the clock: a fraction of
/// a millisecond.
const INSTRUCTIONS: i32 = 10_000;

/// A connection, and the time limit of its queries.
pub(super) struct TimedConnection {
    connection: Connection,
    limit: Option<Duration>,
    deadline: Arc<Deadline>,
}

/// When the running query is interrupted.
struct Deadline {
    opened: Instant,
    /// Nanoseconds since `opened`; 0 for never.
    nanos: AtomicU64,
}

/// Sets the deadline of a query, until it is dropped.
pub(super) struct TimeLimit<'a>(&'a Deadline);

impl TimedConnection {
    /// Limits the queries of `connection`.
    pub(super) fn new(connection: Connection, limit: Option<Duration>) -> Result<Self, Error> {
        let deadline = Arc::new(Deadline { opened: Instant::now(), nanos: AtomicU64::new(0) });
        let mut timed = Self { connection, limit, deadline };
        if limit.is_some() {
            let deadline = Arc::clone(&timed.deadline);
            timed.connection.progress_handler(INSTRUCTIONS, Some(move || deadline.is_over()))?;
        }
        Ok(timed)
    }

    /// Limits the time of a query. Statements that write have no limit: SQLite would undo the whole
    /// transaction, which other writers share.
    pub(super) fn limit(&self, sql: &str) -> Option<TimeLimit<'_>> {
        let is_query = sql.starts_with("SELECT") || sql.starts_with("WITH");
        let limit = self.limit.filter(|_| is_query)?;
        let end = (self.deadline.opened.elapsed() + limit).as_nanos();
        self.deadline.nanos.store(u64::try_from(end).unwrap_or(u64::MAX), Ordering::Relaxed);
        Some(TimeLimit(&self.deadline))
    }
}

impl Deref for TimedConnection {
    type Target = Connection;

    fn deref(&self) -> &Connection {
        &self.connection
    }
}

impl Deadline {
    fn is_over(&self) -> bool {
        let end = self.nanos.load(Ordering::Relaxed);
        end > 0 && self.opened.elapsed().as_nanos() > u128::from(end)
    }
}

impl Drop for TimeLimit<'_> {
    fn drop(&mut self) {
        self.0.nanos.store(0, Ordering::Relaxed);
    }
}
