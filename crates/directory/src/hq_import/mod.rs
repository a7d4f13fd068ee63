//! Importing location types, locations, groups and workers from CommCare HQ, under their HQ ids.
//!
//! A repeated import changes only what differs, so an interrupted import, or one whose source changes
//! during the import, can simply continue. The transaction that stores a batch also records the
//! imported items and the checkpoint.

mod forwarded;
mod summary;

use std::collections::HashMap;

use roster_model::{
    Actor, Channel, Checkpoint, Error, FieldError, HqBatch, HqItem, HqKind, HqOutcome, Permission,
};
use roster_store::hq_imports::{self, Source};

use crate::{
    Directory, environment::Environment, groups::Groups, location_types::LocationTypes,
    locations::Locations, op_context::OpContext, unit_of_work::WriteTx, workers::Workers,
};

pub use forwarded::Forwarded;
pub use summary::HqSummaries;

/// An import into a domain from one HQ project.
pub struct HqImport<'a> {
    directory: &'a Directory,
    actor: Actor,
    address: String,
}

impl Directory {
    /// The import into the actor's domain from `address`, which identifies the HQ project and must be
    /// the same each time. Requires `edit_commcare_users` and `edit_locations` in all locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn hq_import(&self, actor: &Actor, address: &str) -> Result<HqImport<'_>, Error> {
        for permission in [Permission::EDIT_COMMCARE_USERS, Permission::EDIT_LOCATIONS] {
            self.ctx_everywhere(actor, permission)?;
        }
        let actor = Actor { channel: Channel::Import, ..actor.clone() };
        Ok(HqImport { directory: self, actor, address: address.to_owned() })
    }
}

impl HqImport<'_> {
    /// The address that identifies the HQ project.
    pub(crate) fn address(&self) -> &str {
        &self.address
    }

    pub(crate) fn environment(&self) -> &Environment {
        self.directory.environment()
    }

    /// The actor and the domain of the import.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// The last checkpoint; the default one before the first batch.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn checkpoint(&self) -> Result<Checkpoint, Error> {
        let mut tx = self.directory.store().read().await?;
        let domain = self.actor.domain.number;
        let known = hq_imports::find(&mut tx, domain, &self.address).await?;
        Ok(known.unwrap_or_default())
    }

    /// Imports a batch and saves the checkpoint. Returns the outcome of each item, and the checkpoint
    /// with its counts.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store; then nothing is stored.
    pub async fn apply(
        &self,
        batch: &HqBatch,
        mut checkpoint: Checkpoint,
    ) -> Result<(Vec<HqItem>, Checkpoint), Error> {
        let mut tx = self.begin().await?;
        // Boxed: the future is large.
        let items = Box::pin(self.import(&mut tx, batch, &mut checkpoint)).await?;
        self.save_in(&mut tx, &checkpoint).await?;
        tx.commit_or_defer().await?;
        Ok((items, checkpoint))
    }

    /// Saves the checkpoint.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn save(&self, checkpoint: &Checkpoint) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        self.save_in(&mut tx, checkpoint).await?;
        tx.commit_or_defer().await
    }

    pub(crate) async fn begin(&self) -> Result<WriteTx, Error> {
        WriteTx::begin(self.directory, &self.actor).await
    }

    async fn save_in(&self, tx: &mut WriteTx, checkpoint: &Checkpoint) -> Result<(), Error> {
        let domain = tx.number();
        Ok(hq_imports::save(&mut tx.store, domain, &self.address, checkpoint).await?)
    }

    /// Imports a batch within a transaction. Retries rejected items of a tree after the others, because
    /// a list may have a child before its parent.
    async fn import(
        &self,
        tx: &mut WriteTx,
        batch: &HqBatch,
        checkpoint: &mut Checkpoint,
    ) -> Result<Vec<HqItem>, Error> {
        let mut items = self.import_once(tx, batch, checkpoint.pass).await?;
        while let rejected = items.iter().map(is_rejected).collect::<Vec<bool>>()
            && is_tree(batch.kind())
            && rejected.contains(&true)
        {
            let retried = self.import_once(tx, &batch.selected(&rejected), checkpoint.pass).await?;
            let progress = retried.iter().any(|item| !is_rejected(item));
            let slots = items.iter_mut().filter(|item| is_rejected(item));
            slots.zip(retried).for_each(|(slot, item)| *slot = item);
            if !progress {
                break;
            }
        }
        count(checkpoint, batch.kind(), &items);
        Ok(items)
    }

    /// Imports each item once, and records the outcomes.
    async fn import_once(
        &self,
        tx: &mut WriteTx,
        batch: &HqBatch,
        pass: i64,
    ) -> Result<Vec<HqItem>, Error> {
        let items = match batch {
            HqBatch::LocationTypes(all) => {
                let mut known = self.type_numbers(tx).await?;
                LocationTypes::import_hq(tx, all, &mut known).await?
            }
            HqBatch::Locations(all) => {
                let known = self.type_numbers(tx).await?;
                Locations::import_hq(tx, all, &known).await?
            }
            HqBatch::Groups(all) => Groups::import_hq(tx, all).await?,
            HqBatch::Workers(all) => {
                let workers = Workers::new(OpContext::new(self.directory, self.actor.clone()));
                workers.import_hq(tx, all).await?
            }
        };
        let source = self.source(batch.kind());
        hq_imports::mark(&mut tx.store, source, pass, &items).await?;
        Ok(items)
    }

    async fn type_numbers(&self, tx: &mut WriteTx) -> Result<HashMap<String, String>, Error> {
        let source = self.source(HqKind::LocationType);
        Ok(hq_imports::places(&mut tx.store, source).await?)
    }

    fn source(&self, kind: HqKind) -> Source<'_> {
        Source { domain: self.actor.domain.number, address: &self.address, kind }
    }
}

/// Separates the rejection of one item from the errors that end the import.
pub(crate) fn separate_rejection<T>(
    result: Result<T, Error>,
) -> Result<Result<T, Vec<FieldError>>, Error> {
    match result {
        Ok(imported) => Ok(Ok(imported)),
        Err(Error::Invalid(errors)) => Ok(Err(errors)),
        Err(error) => Err(error),
    }
}

fn is_rejected(item: &HqItem) -> bool {
    matches!(item.outcome, HqOutcome::Refused(_))
}

fn is_tree(kind: HqKind) -> bool {
    matches!(kind, HqKind::LocationType | HqKind::Location)
}

fn count(checkpoint: &mut Checkpoint, kind: HqKind, items: &[HqItem]) {
    let tally = checkpoint.tallies.entry(kind).or_default();
    for item in items {
        match item.outcome {
            HqOutcome::Created => tally.created += 1,
            HqOutcome::Changed(_) => tally.changed += 1,
            HqOutcome::Same | HqOutcome::Refused(_) => continue,
        }
        checkpoint.changed = true;
    }
}
