//! A domain and an actor in it: what every handle carries.

use jiff::Timestamp;
use roster_model::{Actor, Denial, Domain, Error, Permission};
use roster_store::Tx;

use crate::{Directory, environment::Environment, unit_of_work::WriteTx};

/// A domain, seen by an actor who holds the right that the handle asked for.
pub(crate) struct OpContext<'a> {
    directory: &'a Directory,
    actor: Actor,
}

impl<'a> OpContext<'a> {
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

    /// Goes on only if the actor is confined to no locations: for what is of the whole domain.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub(crate) fn check_everywhere(&self) -> Result<(), Error> {
        let missing = Permission::ACCESS_ALL_LOCATIONS.as_str();
        match self.actor.confined_to {
            Some(_) => Err(Error::Forbidden(Denial::PermissionMissing(missing))),
            None => Ok(()),
        }
    }

    /// One snapshot of the store.
    pub(crate) async fn read(&self) -> Result<Tx, Error> {
        Ok(self.directory.store().read().await?)
    }

    /// A transaction that may change this domain, and that no other change of it can overtake.
    pub(crate) async fn begin(&self) -> Result<WriteTx, Error> {
        WriteTx::begin(self.directory, &self.actor).await
    }
}
