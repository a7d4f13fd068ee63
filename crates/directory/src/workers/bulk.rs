//! Many workers in one request, each with a verdict of its own.

use roster_model::{Error, Id, WorkerItem};

use super::Workers;
use crate::unit_of_work::WriteTx;

/// What became of each row.
#[derive(Debug)]
pub struct Verdicts {
    /// The identity of the worker made or changed, or why not; in the order of the rows.
    pub rows: Vec<Result<Id, Error>>,
    /// Whether the rows that could be carried out were.
    pub carried_out: bool,
}

impl Workers<'_> {
    /// Makes and changes workers in one transaction. A refused row leaves nothing behind and does
    /// not keep the others from being carried out, unless they are to be so `atomic`ally: then one
    /// refusal refuses all. Each row sees what the rows before it did.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store; then nothing was carried out.
    pub async fn write_many(
        &self,
        items: Vec<WorkerItem>,
        atomic: bool,
    ) -> Result<Verdicts, Error> {
        let hashes = self.hash_all(&items).await?;
        let mut tx = self.ctx.begin().await?;
        let mut rows = Vec::with_capacity(items.len());
        for (item, hash) in items.iter().zip(hashes) {
            let verdict = match hash {
                Ok(hash) => self.write_in(&mut tx, item, hash.as_deref()).await,
                Err(refused) => Err(refused),
            };
            match verdict {
                Err(
                    error @ (Error::TransactionConflict(_)
                    | Error::Unavailable(_)
                    | Error::Internal(_)),
                ) => return Err(error),
                verdict => rows.push(verdict),
            }
        }
        let carried_out = !atomic || rows.iter().all(Result::is_ok);
        if carried_out {
            tx.commit().await?;
        }
        Ok(Verdicts { rows, carried_out })
    }

    /// The hashes of all passwords, as many at a time as the machine has cores; of a row that is
    /// refused anyway the refusal.
    async fn hash_all(
        &self,
        items: &[WorkerItem],
    ) -> Result<Vec<Result<Option<String>, Error>>, Error> {
        let cores = std::thread::available_parallelism().map_or(1, usize::from);
        let mut hashes = Vec::with_capacity(items.len());
        for some in items.chunks(cores) {
            let running = some.iter().map(|item| async move {
                match item {
                    WorkerItem::Create(new) => self.hash_for_create(new).await,
                    WorkerItem::Edit { id, edit } => self.hash_for_edit(id, edit).await,
                }
            });
            for done in futures_util::future::join_all(running).await {
                match done {
                    Err(
                        error @ (Error::TransactionConflict(_)
                        | Error::Unavailable(_)
                        | Error::Internal(_)),
                    ) => return Err(error),
                    // A worker that is not there yet may be made by a row before this one.
                    Err(Error::NotFound { .. }) => hashes.push(Ok(None)),
                    done => hashes.push(done),
                }
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
        let kept = match item {
            WorkerItem::Create(new) => self.create_in(tx, new, hash).await?,
            WorkerItem::Edit { id, edit } => self.edit_in(tx, id, edit, hash).await?,
        };
        Ok(kept.person.id)
    }
}
