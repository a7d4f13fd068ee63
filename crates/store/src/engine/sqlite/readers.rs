//! The reading connections: a few, each a snapshot for as long as it is lent.

use std::{
    path::PathBuf,
    sync::{Arc, Mutex, PoisonError},
};

use rusqlite::Connection;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

use super::{connect, error, in_place, patiently};
use crate::error::{Error, ErrorKind};

/// Reading is a matter of processor time, and more connections mean more caches of the same pages.
pub(super) const MOST: usize = 4;

/// The reading connections.
#[derive(Clone)]
pub(super) struct Readers(Arc<Pool>);

struct Pool {
    file: PathBuf,
    places: Arc<Semaphore>,
    idle: Mutex<Vec<Connection>>,
}

impl Readers {
    pub(super) fn new(file: PathBuf) -> Self {
        let places = Arc::new(Semaphore::new(MOST));
        Self(Arc::new(Pool { file, places, idle: Mutex::default() }))
    }

    /// Begins a transaction on a connection that is free, once there is one.
    pub(super) async fn begin(&self) -> Result<Reading, Error> {
        let place = patiently(Arc::clone(&self.0.places).acquire_owned()).await?;
        let place = place
            .map_err(|error| Error::caused(ErrorKind::Unreachable, "the store is closed", error))?;
        let connection = self.0.take()?;
        connection.prepare_cached("BEGIN DEFERRED")?.raw_execute()?;
        Ok(Reading { connection: Some(connection), pool: Arc::clone(&self.0), _place: place })
    }
}

impl Pool {
    fn take(&self) -> Result<Connection, Error> {
        let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop();
        idle.map_or_else(|| in_place(|| connect::reader(&self.file)), Ok)
    }

    fn put(&self, connection: Connection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }
}

/// A transaction that reads.
pub(super) struct Reading {
    /// Returned to the pool when the transaction ends.
    connection: Option<Connection>,
    pool: Arc<Pool>,
    // The last field: the place is free once the connection is back.
    _place: OwnedSemaphorePermit,
}

impl Reading {
    pub(super) fn connection(&self) -> Result<&Connection, Error> {
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
