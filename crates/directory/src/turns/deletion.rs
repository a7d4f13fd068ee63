//! Deletions of records that many people have, such as a tag.
//!
//! Each transaction takes the record from some people. The last one deletes it, so it can be seen, changed
//! and deleted again until then.

use roster_model::Error;
use roster_store::pending_deletions::{self, PendingDeletion};

use super::{InTurns, Turn, accepted_by, run};
use crate::{op_context::OpContext, unit_of_work::WriteTx};

/// The deletion of a record of some kind.
pub(crate) trait Deletion {
    /// The kind of the record.
    const KIND: &'static str;

    /// The context of the operation.
    fn ctx(&self) -> &OpContext<'_>;

    /// The id or number of the record.
    fn id(&self) -> String;

    /// Decides whether the record can be deleted, and logs that if it takes several transactions.
    ///
    /// # Errors
    /// Those of the whole operation.
    async fn accept(&mut self, tx: &mut WriteTx) -> Result<(), Error>;

    /// Takes the record from at most [`super::TURN`] people. If no others have it, deletes it. Returns
    /// whether it did.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such record; [`Error::Invalid`] or [`Error::Forbidden`] when
    /// another change prevents the deletion.
    async fn advance(&mut self, tx: &mut WriteTx) -> Result<bool, Error>;

    /// Called after the commit of [`Deletion::advance`].
    fn committed(&mut self) {}
}

/// Deletes a record.
///
/// # Errors
/// Those of the deletion. After the first transaction, the record may be taken from some people.
pub(crate) async fn delete(deletion: &mut impl Deletion) -> Result<(), Error> {
    run(&mut InProgress { deletion, is_accepted: false, actor: None }).await
}

/// Completes a deletion that `actor` requested, by the name in the change log.
///
/// # Errors
/// As [`delete`].
pub(crate) async fn resume(deletion: &mut impl Deletion, actor: String) -> Result<(), Error> {
    run(&mut InProgress { deletion, is_accepted: true, actor: Some(actor) }).await
}

/// Ends an accepted deletion without carrying it out.
///
/// # Errors
/// [`Error::Unavailable`] or [`Error::Internal`] of the store.
pub(crate) async fn end_deletion(tx: &mut WriteTx, kind: &str, id: &str) -> Result<(), Error> {
    let (domain, kind, id) = (tx.number(), kind.to_owned(), id.to_owned());
    let pending = PendingDeletion { domain, kind, id };
    Ok(pending_deletions::remove(&mut tx.store, &pending).await?)
}

struct InProgress<'a, D> {
    deletion: &'a mut D,
    is_accepted: bool,
    /// The name of the caller in the change log, if it is another one than that of the context.
    actor: Option<String>,
}

impl<D: Deletion> InTurns for InProgress<'_, D> {
    type Done = ();

    async fn turn(&mut self) -> Result<Turn<()>, Error> {
        let mut tx = self.deletion.ctx().begin().await?;
        if let Some(actor) = &self.actor {
            tx.actor.clone_from(actor);
        }
        if !self.is_accepted {
            self.deletion.accept(&mut tx).await?;
        }
        let is_last = match self.deletion.advance(&mut tx).await {
            Err(error) if self.is_accepted => {
                drop(tx);
                return self.end(error).await;
            }
            result => result?,
        };
        if is_last {
            end_deletion(&mut tx, D::KIND, &self.deletion.id()).await?;
            tx.commit_or_defer().await?;
            self.deletion.committed();
            return Ok(Turn::Last(()));
        }
        if !self.is_accepted {
            let (domain, kind, id) = (tx.number(), D::KIND.to_owned(), self.deletion.id());
            let pending = PendingDeletion { domain, kind, id };
            let change = accepted_by(&tx);
            pending_deletions::add(&mut tx.store, &pending, &change).await?;
        }
        tx.commit_part().await?;
        self.is_accepted = true;
        self.deletion.committed();
        Ok(Turn::Part)
    }
}

impl<D: Deletion> InProgress<'_, D> {
    /// Ends an accepted deletion that cannot go on, unless a later attempt can.
    async fn end(&mut self, error: Error) -> Result<Turn<()>, Error> {
        let is_final =
            matches!(error, Error::NotFound { .. } | Error::Invalid(_) | Error::Forbidden(_));
        if is_final {
            let mut tx = self.deletion.ctx().begin().await?;
            end_deletion(&mut tx, D::KIND, &self.deletion.id()).await?;
            tx.commit_part().await?;
        }
        match error {
            // Another process has completed it.
            Error::NotFound { .. } => Ok(Turn::Last(())),
            error => Err(error),
        }
    }
}
