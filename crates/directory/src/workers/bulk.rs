//! Creating and updating many workers in one request.

use std::collections::HashSet;

use futures_util::future::join_all;
use roster_model::{Error, Id, Person, WorkerItem};

use super::{
    Workers, load, location_access,
    row_context::{RowContext, Sought},
};
use crate::{
    people::write::{Batch, PasswordChange},
    unit_of_work::WriteTx,
};

/// The result of a bulk write.
#[derive(Debug)]
pub struct BulkOutcome {
    /// For each row, in order: the id of the worker, or the error.
    pub rows: Vec<Result<Id, Error>>,
    /// Whether the valid rows were stored.
    pub executed: bool,
}

/// The written rows of a request.
struct Rows {
    context: RowContext,
    /// The rows that the store does not have yet.
    batch: Batch,
    /// The ids of all written workers.
    written: HashSet<String>,
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
        let sought = Sought::of_items(&items, self.ctx.domain());
        let context = RowContext::load(&mut tx, &self.ctx, sought).await?;
        let mut rows = Rows { context, batch: Batch::default(), written: HashSet::new() };
        let mut results = Vec::with_capacity(items.len());
        for (item, hash) in items.iter().zip(hashes) {
            let result = match hash {
                Ok(hash) => self.write_row(&mut tx, item, hash.as_deref(), &mut rows).await,
                Err(error) => Err(error),
            };
            results.push(row_result(result)?);
        }
        let executed = !atomic || results.iter().all(Result::is_ok);
        if executed {
            rows.batch.flush(&mut tx).await?;
            tx.commit_or_defer().await?;
        }
        Ok(BulkOutcome { rows: results, executed })
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

    /// Writes a row. A failure leaves nothing of it.
    async fn write_row(
        &self,
        tx: &mut WriteTx,
        item: &WorkerItem,
        hash: Option<&str>,
        rows: &mut Rows,
    ) -> Result<Id, Error> {
        let password = PasswordChange::from_hash(hash);
        let id = match item {
            WorkerItem::Create(new) => {
                let person = self.plan_create(tx, new, &mut rows.context).await?;
                let id = person.id.clone();
                rows.batch.insert(tx, person.clone(), password)?;
                rows.context.add(person);
                id
            }
            WorkerItem::Edit { id, edit } => {
                let before = self.row_before(tx, id, rows).await?;
                let id = before.id.clone();
                let after = self.plan_update(tx, &before, edit, &mut rows.context).await?;
                rows.batch.update(tx, before, after, &[], password)?;
                id
            }
        };
        rows.written.insert(id.to_string());
        Ok(id)
    }

    /// The worker of a row, after the rows before it.
    async fn row_before(
        &self,
        tx: &mut WriteTx,
        id: &str,
        rows: &mut Rows,
    ) -> Result<Person, Error> {
        let person = if rows.written.contains(id) {
            // A batch has each worker once.
            std::mem::take(&mut rows.batch).flush(tx).await?;
            let domain = tx.number();
            load(&mut tx.store, domain, id).await?
        } else {
            rows.context.person(id).cloned().ok_or(Error::not_found("user"))?
        };
        let accessible = rows.context.accessible();
        let is_accessible = |worker| location_access::is_accessible(accessible, worker);
        if person.worker.as_ref().is_some_and(is_accessible) {
            Ok(person)
        } else {
            Err(Error::not_found("user"))
        }
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
