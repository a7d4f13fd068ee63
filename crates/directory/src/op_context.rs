//! The context of an operation: a domain, and an actor with the required permission.

use std::hash::Hash;

use jiff::Timestamp;
use roster_model::{Actor, Denial, Domain, Error, Permission};
use roster_store::{Expected, Tx};

use crate::{Directory, environment::Environment, unit_of_work::WriteTx};

/// The context that every handle carries. The actor holds the permission that the handle requires.
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

    /// Rejects an actor who is limited to some locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub(crate) fn check_everywhere(&self) -> Result<(), Error> {
        let missing = Permission::ACCESS_ALL_LOCATIONS.as_str();
        if self.actor.confined_to.is_some() {
            return Err(Error::Forbidden(Denial::PermissionMissing(missing)));
        }
        self.directory.require(Permission::ACCESS_ALL_LOCATIONS);
        Ok(())
    }

    /// Evaluates the precondition of the request, if it has one, for an action that writes nothing.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`].
    pub(crate) fn check_precondition(&self, current: &impl Hash) -> Result<(), Error> {
        self.directory.commit_mode().check_precondition(self.domain(), current)
    }

    /// Begins a read transaction: one snapshot of the store.
    pub(crate) async fn read(&self) -> Result<Tx, Error> {
        Ok(self.directory.store().read_of(self.actor.domain.number).await?)
    }

    /// Begins a write transaction. It holds the lock of the domain until it ends.
    pub(crate) async fn begin(&self) -> Result<WriteTx, Error> {
        WriteTx::begin(self.directory, &self.actor).await
    }

    /// As [`OpContext::begin`], for a write that is going to search these keys.
    pub(crate) async fn begin_expecting(&self, expected: Expected) -> Result<WriteTx, Error> {
        WriteTx::begin_expecting(self.directory, &self.actor, expected).await
    }
}
