//! The uploaded tables of this process: previewed and waiting, or being imported.

use std::{
    cmp::Reverse,
    sync::{Arc, Mutex, MutexGuard, PoisonError},
    time::Duration,
};

use roster_directory::{Turn, Turns};
use roster_model::Error;
use tokio::time::sleep;

use super::table::{UploadedTable, Uploader};

/// The most tables at the same time.
const MAX_TABLES: usize = 16;

/// The most tables that are read at the same time. Others wait.
const MAX_RUNNING: usize = 2;

/// How long a table is kept. It is short because tables may contain passwords.
const LIFETIME: Duration = Duration::from_hours(2);

/// The most waiting previews of one uploader.
const MAX_WAITING: usize = 4;

/// The uploaded tables of this process. Cheap to clone.
#[derive(Clone)]
pub(crate) struct PendingImports {
    tables: Arc<Mutex<Vec<Arc<UploadedTable>>>>,
    /// One turn for each table that may be read at the same time, one of them for each domain.
    turns: Turns,
}

impl Default for PendingImports {
    fn default() -> Self {
        Self { tables: Arc::default(), turns: Turns::new(MAX_RUNNING, 1) }
    }
}

impl PendingImports {
    /// Waits until a table of this domain may be read.
    pub(super) async fn turn(&self, domain: i64) -> Turn {
        self.turns.take(domain).await
    }

    /// Adds a table. The uploader keeps the last tables; at the limit, one of the domain with the most
    /// tables is removed.
    ///
    /// # Errors
    /// [`Error::Unavailable`] if all places are taken by running tables.
    pub(super) fn add(&self, table: UploadedTable) -> Result<Arc<UploadedTable>, Error> {
        let table = Arc::new(table);
        let mut tables = self.tables();
        let is_own =
            |other: &Arc<UploadedTable>| other.uploader == table.uploader && !other.is_running();
        let mut surplus = tables.iter().filter(|other| is_own(other)).count() + 1;
        tables.retain(|other| {
            let is_surplus = is_own(other) && surplus > MAX_WAITING;
            surplus -= usize::from(is_surplus);
            !is_surplus
        });
        if tables.len() >= MAX_TABLES {
            let count = |domain| tables.iter().filter(|it| it.uploader.domain() == domain).count();
            let idle = tables.iter().enumerate().filter(|(_, other)| !other.is_running());
            // Of several, the oldest.
            let first = idle
                .max_by_key(|(index, other)| (count(other.uploader.domain()), Reverse(*index)))
                .map(|(index, _)| index);
            tables.remove(first.ok_or(Error::Unavailable(None))?);
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

    /// The tables of an uploader whose previews wait for a confirmation, latest first.
    pub(super) fn waiting(&self, uploader: &Uploader) -> Vec<Arc<UploadedTable>> {
        let tables = self.tables();
        let own = tables.iter().rev().filter(|table| table.uploader == *uploader);
        own.filter(|table| table.is_pending()).cloned().collect()
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
