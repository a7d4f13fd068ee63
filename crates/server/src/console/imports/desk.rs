//! The tables that wait on this server, or are being carried out.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use roster_model::Error;
use tokio::{sync::Semaphore, time::sleep};

use super::table::{Sender, Table};

/// How many tables wait at most, each of at most what an upload may have.
const MOST: usize = 16;

/// How many are read at the same time: the others wait their turn.
const AT_ONCE: usize = 2;

/// How long a table waits. Passwords may be in it.
const KEPT: Duration = Duration::from_hours(2);

/// The tables of one server. Cheap to clone.
#[derive(Clone)]
pub(crate) struct Desk {
    tables: Arc<Mutex<Vec<Arc<Table>>>>,
    /// Turns to be read.
    pub(super) turns: Arc<Semaphore>,
}

impl Default for Desk {
    fn default() -> Self {
        Self { tables: Arc::default(), turns: Arc::new(Semaphore::new(AT_ONCE)) }
    }
}

impl Desk {
    /// Puts a table there; those that its sender had sent to the domain before, and that nothing is
    /// being done with, go.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when there is no room.
    pub(super) fn put(&self, table: Table) -> Result<Arc<Table>, Error> {
        let table = Arc::new(table);
        let mut tables = self.tables();
        tables.retain(|other| other.sender != table.sender || other.is_under_way());
        if tables.len() >= MOST {
            let idle = tables.iter().position(|other| !other.is_under_way());
            tables.remove(idle.ok_or(Error::Unavailable(None))?);
        }
        tables.push(Arc::clone(&table));
        drop(tables);
        let (desk, id) = (self.clone(), table.id.clone());
        tokio::spawn(async move {
            sleep(KEPT).await;
            desk.tables().retain(|table| table.id != id);
        });
        Ok(table)
    }

    /// The table of that name, which this very actor sent to this domain.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(super) fn find(&self, id: &str, sender: &Sender) -> Result<Arc<Table>, Error> {
        let tables = self.tables();
        let found = tables.iter().find(|table| table.id.as_str() == id && table.sender == *sender);
        found.cloned().ok_or(Error::not_found("table"))
    }

    fn tables(&self) -> MutexGuard<'_, Vec<Arc<Table>>> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
