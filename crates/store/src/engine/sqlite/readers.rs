//! The reading connections: a few, each a snapshot for as long as it is lent.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
    time::Duration,
};

use rusqlite::Connection;

use super::{connect, error, in_place, patiently, timed::TimedConnection};
use crate::{
    error::Error,
    turns::{Turn, Turns},
};

/// Reading is a matter of processor time, and more connections mean more caches of the same pages.
pub(super) const MOST: usize = 4;

/// The most of them for one domain at a time.
const SHARE: usize = MOST - 1;

/// The reading connections.
#[derive(Clone)]
pub(super) struct Readers(Arc<Pool>);

struct Pool {
    file: PathBuf,
    limit: Option<Duration>,
    turns: Turns,
    idle: Mutex<Vec<TimedConnection>>,
}

impl Readers {
    pub(super) fn new(file: PathBuf, limit: Option<Duration>) -> Self {
        let turns = Turns::new(MOST, SHARE);
        Self(Arc::new(Pool { file, limit, turns, idle: Mutex::default() }))
    }

    /// Begins a transaction on a connection that is free, once there is one.
    pub(super) async fn begin(&self, domain: i64) -> Result<Reading, Error> {
        let turn = patiently(self.0.turns.take(domain)).await?;
        let connection = self.0.take()?;
        connection.prepare_cached("BEGIN DEFERRED")?.raw_execute()?;
        Ok(Reading { connection: Some(connection), pool: Arc::clone(&self.0), _turn: turn })
    }
}

impl Pool {
    fn take(&self) -> Result<TimedConnection, Error> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| in_place(|| connect::reader(&self.file, self.limit)), Ok)
    }

    fn put(&self, connection: TimedConnection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

/// A transaction that reads.
pub(super) struct Reading {
    /// Returned to the pool when the transaction ends.
    connection: Option<TimedConnection>,
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
        // One that cannot end its transaction is closed, and another opened when it is wanted.
        if connection.is_autocommit() || end(&connection).is_ok() {
            self.pool.put(connection);
        }
    }
}

fn end(connection: &Connection) -> Result<usize, rusqlite::Error> {
    connection.prepare_cached("ROLLBACK")?.raw_execute()
}
