//! Taking people over from another directory, with their groups, their places and the identities
//! that they have there.
//!
//! Doing it again changes only what differs by then, so that a takeover that breaks off, or that
//! sees a list change under its hands, simply goes on. What was seen is noted in the transaction
//! that keeps it, with how far the takeover has come.

mod links;
mod standing;

use std::collections::HashMap;

use roster_model::{
    Actor, Channel, Checkpoint, Error, FieldError, HqBatch, HqItem, HqKind, HqOutcome,
};
use roster_store::hq_imports::{self, Source};

use crate::{
    Admin, Directory, groups::Groups, location_types::LocationTypes, locations::Locations,
    op_context::OpContext, unit_of_work::WriteTx, workers::Workers,
};

pub use links::LinkHolder;
pub use standing::HqSummaries;

/// A takeover into a domain from one place.
pub struct HqImport<'a> {
    directory: &'a Directory,
    actor: Actor,
    address: String,
}

impl<'a> Admin<'a> {
    /// The takeover into the domain of this name from `address`, which stands for the far domain:
    /// the same each time.
    ///
    /// # Errors
    /// [`Error::Invalid`] when there is no such domain.
    pub async fn hq_import(&self, domain: &str, address: &str) -> Result<HqImport<'a>, Error> {
        let actor = Actor { channel: Channel::Import, ..self.actor(domain).await? };
        Ok(HqImport { directory: self.directory, actor, address: address.to_owned() })
    }
}

impl HqImport<'_> {
    /// Who takes over, and into which domain.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// How far it came when it was last heard of; at the very beginning, when never.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn checkpoint(&self) -> Result<Checkpoint, Error> {
        let mut tx = self.directory.store().read().await?;
        let domain = self.actor.domain.number;
        let known = hq_imports::find(&mut tx, domain, &self.address).await?;
        Ok(known.unwrap_or_default())
    }

    /// Makes here what is there, thing by thing, and keeps how far the takeover has come by that.
    /// Tells what became of each thing, and the checkpoint with its counts.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store; then nothing was done.
    pub async fn apply(
        &self,
        batch: &HqBatch,
        mut checkpoint: Checkpoint,
    ) -> Result<(Vec<HqItem>, Checkpoint), Error> {
        let mut tx = self.begin().await?;
        let taken = self.take(&mut tx, batch, &mut checkpoint).await?;
        self.save_in(&mut tx, &checkpoint).await?;
        tx.commit().await?;
        Ok((taken, checkpoint))
    }

    /// Keeps how far the takeover has come.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn save(&self, checkpoint: &Checkpoint) -> Result<(), Error> {
        let mut tx = self.begin().await?;
        self.save_in(&mut tx, checkpoint).await?;
        tx.commit().await
    }

    async fn begin(&self) -> Result<WriteTx, Error> {
        WriteTx::begin(self.directory, &self.actor).await
    }

    async fn save_in(&self, tx: &mut WriteTx, checkpoint: &Checkpoint) -> Result<(), Error> {
        let domain = tx.number();
        Ok(hq_imports::save(&mut tx.store, domain, &self.address, checkpoint).await?)
    }

    /// Does what [`HqImport::apply`] does within a transaction.
    async fn take(
        &self,
        tx: &mut WriteTx,
        batch: &HqBatch,
        checkpoint: &mut Checkpoint,
    ) -> Result<Vec<HqItem>, Error> {
        let mut taken = self.take_once(tx, batch, checkpoint.pass).await?;
        // In a tree the inner may be told before the outer.
        while let waiting = taken.iter().map(is_refused).collect::<Vec<bool>>()
            && is_tree(batch.kind())
            && waiting.contains(&true)
        {
            let again = self.take_once(tx, &batch.selected(&waiting), checkpoint.pass).await?;
            let progress = again.iter().any(|thing| !is_refused(thing));
            let places = taken.iter_mut().filter(|thing| is_refused(thing));
            places.zip(again).for_each(|(place, thing)| *place = thing);
            if !progress {
                break;
            }
        }
        count(checkpoint, batch.kind(), &taken);
        Ok(taken)
    }

    /// Tries each thing once, and notes what became of it.
    async fn take_once(
        &self,
        tx: &mut WriteTx,
        batch: &HqBatch,
        pass: i64,
    ) -> Result<Vec<HqItem>, Error> {
        let taken = match batch {
            HqBatch::LocationTypes(all) => {
                let mut known = self.level_numbers(tx).await?;
                LocationTypes::take_over(tx, all, &mut known).await?
            }
            HqBatch::Locations(all) => {
                let known = self.level_numbers(tx).await?;
                Locations::take_over(tx, all, &known).await?
            }
            HqBatch::Groups(all) => Groups::take_over(tx, all).await?,
            HqBatch::Workers(all) => {
                let workers = Workers::new(OpContext::new(self.directory, self.actor.clone()));
                workers.take_over(tx, all).await?
            }
        };
        let source = self.source(batch.kind());
        hq_imports::mark(&mut tx.store, source, pass, &taken).await?;
        Ok(taken)
    }

    async fn level_numbers(&self, tx: &mut WriteTx) -> Result<HashMap<String, String>, Error> {
        let source = self.source(HqKind::LocationType);
        Ok(hq_imports::places(&mut tx.store, source).await?)
    }

    fn source(&self, kind: HqKind) -> Source<'_> {
        Source { domain: self.actor.domain.number, address: &self.address, kind }
    }
}

/// Sets refusals apart from failures: the former are told of one thing, the latter end everything.
pub(crate) fn judged<T>(done: Result<T, Error>) -> Result<Result<T, Vec<FieldError>>, Error> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Error::Invalid(errors)) => Ok(Err(errors)),
        Err(failure) => Err(failure),
    }
}

fn is_refused(thing: &HqItem) -> bool {
    matches!(thing.outcome, HqOutcome::Refused(_))
}

fn is_tree(kind: HqKind) -> bool {
    matches!(kind, HqKind::LocationType | HqKind::Location)
}

fn count(checkpoint: &mut Checkpoint, kind: HqKind, taken: &[HqItem]) {
    let tally = checkpoint.tallies.entry(kind).or_default();
    for thing in taken {
        match thing.outcome {
            HqOutcome::Created => tally.created += 1,
            HqOutcome::Changed(_) => tally.changed += 1,
            HqOutcome::Same | HqOutcome::Refused(_) => continue,
        }
        checkpoint.changed = true;
    }
}
