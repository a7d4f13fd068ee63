//! Creating and updating many workers in one request.

use futures_util::future::join_all;
use roster_model::{Error, Id, WorkerItem};

use super::Workers;
use crate::unit_of_work::WriteTx;

/// The result of a bulk write.
#[derive(Debug)]
pub struct BulkOutcome {
    /// For each row, in order: the id of the worker, or the error.
    pub rows: Vec<Result<Id, Error>>,
    /// Whether the valid rows were stored.
    pub executed: bool,
}

impl Workers<'_> {
    /// Creates and updates workers in one transaction. An invalid row is skipped; with `atomic` it
    /// rejects all rows. Each row sees the changes of the rows before it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store; then nothing is stored.
    pub async fn write_many(
        &self,
        items: Vec<WorkerItem>,
        atomic: bool,
    ) -> Result<BulkOutcome, Error> {
        let hashes = self.hash_all(&items).await?;
        let mut tx = self.ctx.begin().await?;
        let mut rows = Vec::with_capacity(items.len());
        for (item, hash) in items.iter().zip(hashes) {
            let result = match hash {
                Ok(hash) => self.write_in(&mut tx, item, hash.as_deref()).await,
                Err(error) => Err(error),
            };
            rows.push(row_result(result)?);
        }
        let executed = !atomic || rows.iter().all(Result::is_ok);
        if executed {
            tx.commit_or_defer().await?;
        }
        Ok(BulkOutcome { rows, executed })
    }

    /// The password hashes of all rows, as many at a time as the machine has cores.
    async fn hash_all(
        &self,
        items: &[WorkerItem],
    ) -> Result<Vec<Result<Option<String>, Error>>, Error> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut hashes = Vec::with_capacity(items.len());
        for chunk in items.chunks(cores) {
            let running = chunk.iter().map(|item| async move {
                match item {
                    WorkerItem::Create(new) => self.hash_for_create(new).await,
                    WorkerItem::Edit { edit, .. } => self.hash_for_update(edit).await,
                }
            });
            for result in join_all(running).await {
                hashes.push(row_result(result)?);
            }
        }
        Ok(hashes)
    }

    async fn write_in(
        &self,
        tx: &mut WriteTx,
        item: &WorkerItem,
        hash: Option<&str>,
    ) -> Result<Id, Error> {
        let view = match item {
            WorkerItem::Create(new) => self.create_in(tx, new, hash).await?,
            WorkerItem::Edit { id, edit } => self.edit_in(tx, id, edit, hash).await?,
        };
        Ok(view.person.id)
    }
}

/// Separates the errors of one row from those that end the request.
fn row_result<T>(result: Result<T, Error>) -> Result<Result<T, Error>, Error> {
    match result {
        Err(
            error @ (Error::TransactionConflict(_) | Error::Unavailable(_) | Error::Internal(_)),
        ) => Err(error),
        result => Ok(result),
    }
}
