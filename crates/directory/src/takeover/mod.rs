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
    Actor, Checkpoint, Fault, Flaw, Taken, TakenBatch, TakenKind, TakenOutcome, Via,
};
use roster_store::takeovers::{self, Source};

use crate::{
    Admin, Directory, faults::fault, groups::Groups, location_types::LocationTypes,
    locations::Locations, scope::Scope, work::Work, workers::Workers,
};

pub use links::LinkHolder;
pub use standing::Standings;

/// A takeover into a domain from one place.
pub struct Takeover<'a> {
    directory: &'a Directory,
    actor: Actor,
    address: String,
}

impl<'a> Admin<'a> {
    /// The takeover into the domain of this name from `address`, which stands for the far domain:
    /// the same each time.
    ///
    /// # Errors
    /// [`Fault::Invalid`] when there is no such domain.
    pub async fn takeover(&self, domain: &str, address: &str) -> Result<Takeover<'a>, Fault> {
        let actor = Actor { via: Via::Import, ..self.actor(domain).await? };
        Ok(Takeover { directory: self.directory, actor, address: address.to_owned() })
    }
}

impl Takeover<'_> {
    /// Who takes over, and into which domain.
    pub fn actor(&self) -> &Actor {
        &self.actor
    }

    /// How far it came when it was last heard of; at the very beginning, when never.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn checkpoint(&self) -> Result<Checkpoint, Fault> {
        let mut tx = self.directory.store().read().await.map_err(fault)?;
        let domain = self.actor.domain.number;
        let known = takeovers::find(&mut tx, domain, &self.address).await.map_err(fault)?;
        Ok(known.unwrap_or_default())
    }

    /// Makes here what is there, thing by thing, and keeps how far the takeover has come by that.
    /// Tells what became of each thing, and the checkpoint with its counts.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store; then nothing was done.
    pub async fn apply(
        &self,
        batch: &TakenBatch,
        mut checkpoint: Checkpoint,
    ) -> Result<(Vec<Taken>, Checkpoint), Fault> {
        let mut work = self.begin().await?;
        let taken = self.take(&mut work, batch, &mut checkpoint).await?;
        self.save_in(&mut work, &checkpoint).await?;
        work.commit().await?;
        Ok((taken, checkpoint))
    }

    /// Keeps how far the takeover has come.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn save(&self, checkpoint: &Checkpoint) -> Result<(), Fault> {
        let mut work = self.begin().await?;
        self.save_in(&mut work, checkpoint).await?;
        work.commit().await
    }

    async fn begin(&self) -> Result<Work, Fault> {
        Work::begin(self.directory, &self.actor).await
    }

    async fn save_in(&self, work: &mut Work, checkpoint: &Checkpoint) -> Result<(), Fault> {
        let domain = work.number();
        takeovers::save(&mut work.tx, domain, &self.address, checkpoint).await.map_err(fault)
    }

    /// Does what [`Takeover::apply`] does within a transaction.
    async fn take(
        &self,
        work: &mut Work,
        batch: &TakenBatch,
        checkpoint: &mut Checkpoint,
    ) -> Result<Vec<Taken>, Fault> {
        let mut taken = self.take_once(work, batch, checkpoint.pass).await?;
        // In a tree the inner may be told before the outer.
        while let waiting = taken.iter().map(is_refused).collect::<Vec<bool>>()
            && is_tree(batch.kind())
            && waiting.contains(&true)
        {
            let again = self.take_once(work, &batch.selected(&waiting), checkpoint.pass).await?;
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
        work: &mut Work,
        batch: &TakenBatch,
        pass: i64,
    ) -> Result<Vec<Taken>, Fault> {
        let taken = match batch {
            TakenBatch::LocationTypes(all) => {
                let mut known = self.level_numbers(work).await?;
                LocationTypes::take_over(work, all, &mut known).await?
            }
            TakenBatch::Locations(all) => {
                let known = self.level_numbers(work).await?;
                Locations::take_over(work, all, &known).await?
            }
            TakenBatch::Groups(all) => Groups::take_over(work, all).await?,
            TakenBatch::Workers(all) => {
                let workers = Workers::new(Scope::new(self.directory, self.actor.clone()));
                workers.take_over(work, all).await?
            }
        };
        let source = self.source(batch.kind());
        takeovers::mark(&mut work.tx, source, pass, &taken).await.map_err(fault)?;
        Ok(taken)
    }

    async fn level_numbers(&self, work: &mut Work) -> Result<HashMap<String, String>, Fault> {
        let source = self.source(TakenKind::LocationType);
        takeovers::places(&mut work.tx, source).await.map_err(fault)
    }

    fn source(&self, kind: TakenKind) -> Source<'_> {
        Source { domain: self.actor.domain.number, address: &self.address, kind }
    }
}

/// Sets refusals apart from failures: the former are told of one thing, the latter end everything.
pub(crate) fn judged<T>(done: Result<T, Fault>) -> Result<Result<T, Vec<Flaw>>, Fault> {
    match done {
        Ok(done) => Ok(Ok(done)),
        Err(Fault::Invalid(flaws)) => Ok(Err(flaws)),
        Err(failure) => Err(failure),
    }
}

fn is_refused(thing: &Taken) -> bool {
    matches!(thing.outcome, TakenOutcome::Refused(_))
}

fn is_tree(kind: TakenKind) -> bool {
    matches!(kind, TakenKind::LocationType | TakenKind::Location)
}

fn count(checkpoint: &mut Checkpoint, kind: TakenKind, taken: &[Taken]) {
    let tally = checkpoint.tallies.entry(kind).or_default();
    for thing in taken {
        match thing.outcome {
            TakenOutcome::Created => tally.created += 1,
            TakenOutcome::Changed(_) => tally.changed += 1,
            TakenOutcome::Same | TakenOutcome::Refused(_) => continue,
        }
        checkpoint.changed = true;
    }
}
