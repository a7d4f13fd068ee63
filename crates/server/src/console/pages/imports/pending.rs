//! The uploaded tables of this process: previewed and waiting, or being imported.

use std::{
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use roster_model::Error;
use tokio::{sync::Semaphore, time::sleep};

use super::table::{UploadedTable, Uploader};

/// The most tables at the same time.
const MAX_TABLES: usize = 16;

/// The most tables that are read at the same time. Others wait.
const MAX_RUNNING: usize = 2;

/// How long a table is kept. It is short because tables may contain passwords.
const LIFETIME: Duration = Duration::from_hours(2);

/// The uploaded tables of this process. Cheap to clone.
#[derive(Clone)]
pub(crate) struct PendingImports {
    tables: Arc<Mutex<Vec<Arc<UploadedTable>>>>,
    /// One permit for each table that may be read at the same time.
    pub(super) permits: Arc<Semaphore>,
}

impl Default for PendingImports {
    fn default() -> Self {
        Self { tables: Arc::default(), permits: Arc::new(Semaphore::new(MAX_RUNNING)) }
    }
}

impl PendingImports {
    /// Adds a table. Replaces earlier tables of the same uploader and domain that are not running.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if all places are taken by running tables.
    pub(super) fn add(&self, table: UploadedTable) -> Result<Arc<UploadedTable>, Error> {
        let table = Arc::new(table);
        let mut tables = self.tables();
        tables.retain(|other| other.uploader != table.uploader || other.is_running());
        if tables.len() >= MAX_TABLES {
            let idle = tables.iter().position(|other| !other.is_running());
            tables.remove(idle.ok_or(Error::Unavailable(None))?);
        }
        tables.push(Arc::clone(&table));
        drop(tables);
        let (pending, id) = (self.clone(), table.id.clone());
        tokio::spawn(async move {
            sleep(LIFETIME).await;
            pending.tables().retain(|table| table.id != id);
        });
        Ok(table)
    }

    /// Finds a table by its id. Only its uploader finds it, in the domain of the upload.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(super) fn find(&self, id: &str, uploader: &Uploader) -> Result<Arc<UploadedTable>, Error> {
        let tables = self.tables();
        let found =
            tables.iter().find(|table| table.id.as_str() == id && table.uploader == *uploader);
        found.cloned().ok_or(Error::not_found("table"))
    }

    fn tables(&self) -> MutexGuard<'_, Vec<Arc<UploadedTable>>> {
        self.tables.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
