//! A domain and an actor in it: what every handle carries.

use jiff::Timestamp;
use roster_model::{Actor, Domain, Fault};
use roster_store::Tx;

use crate::{Directory, environment::Environment, faults::fault, work::Work};

/// A domain, seen by an actor who holds the right that the handle asked for.
pub(crate) struct Scope<'a> {
    directory: &'a Directory,
    actor: Actor,
}

impl<'a> Scope<'a> {
    pub(crate) fn new(directory: &'a Directory, actor: Actor) -> Self {
        Self { directory, actor }
    }

    pub(crate) fn directory(&self) -> &'a Directory {
        self.directory
    }

    pub(crate) fn actor(&self) -> &Actor {
        &self.actor
    }

    pub(crate) fn domain(&self) -> &Domain {
        &self.actor.domain
    }

    pub(crate) fn environment(&self) -> &Environment {
        self.directory.environment()
    }

    pub(crate) fn now(&self) -> Timestamp {
        self.environment().now()
    }

    /// One snapshot of the store.
    pub(crate) async fn read(&self) -> Result<Tx, Fault> {
        self.directory.store().read().await.map_err(fault)
    }

    /// A transaction that may change this domain, and that no other change of it can overtake.
    pub(crate) async fn begin(&self) -> Result<Work, Fault> {
        Work::begin(self.directory, &self.actor).await
    }
}
