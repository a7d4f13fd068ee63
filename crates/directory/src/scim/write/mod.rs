//! The writes of one request, in one transaction.

mod group;
mod restore;
mod user;

use std::hash::Hash;

use roster_model::{
    Error, SecretString,
    scim::{GroupView, UserView},
};

use super::{groups, users};
use crate::{
    Directory, auth::password_policy, op_context::OpContext, revision::Revision,
    unit_of_work::WriteTx,
};

/// The writes of a request. A method that fails leaves nothing in the transaction, so that the others
/// of a bulk request can still be committed. Without [`ScimWrite::commit`] nothing is stored.
pub struct ScimWrite<'a> {
    ctx: OpContext<'a>,
    tx: WriteTx,
}

/// The hash of a password that a request sets.
#[derive(Clone, Debug)]
pub struct HashedPassword(String);

impl Directory {
    /// Hashes the password of a user. This takes long, so it happens before the transaction. `None`
    /// for a password that is not valid: the write reports it.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when too many passwords wait.
    pub async fn hash_scim_password(
        &self,
        password: &SecretString,
    ) -> Result<Option<HashedPassword>, Error> {
        if password_policy::check_worker_password(password, false).is_some() {
            return Ok(None);
        }
        self.hash_password(password).await.map(|hash| Some(HashedPassword(hash)))
    }
}

impl<'a> ScimWrite<'a> {
    pub(super) fn new(ctx: OpContext<'a>, tx: WriteTx) -> Self {
        Self { ctx, tx }
    }

    /// Returns the user with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or none at the caller's locations.
    pub async fn user(&mut self, id: &str) -> Result<UserView, Error> {
        users::load(&mut self.tx.store, &self.ctx, id).await
    }

    /// Returns the group with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when the caller is confined to locations.
    pub async fn group(&mut self, id: &str) -> Result<GroupView, Error> {
        self.ctx.check_everywhere()?;
        let domain = self.tx.number();
        groups::load(&mut self.tx.store, domain, id, true).await
    }

    /// Evaluates the `If-Match` of the request, if it has one.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`].
    pub fn check_precondition(&self, current: &impl Hash) -> Result<(), Error> {
        self.tx.check_precondition(current)
    }

    /// Compares the version of an operation in a bulk request with that of the resource.
    ///
    /// # Errors
    /// [`Error::PreconditionFailed`].
    pub fn check_version(&self, version: &str, current: &impl Hash) -> Result<(), Error> {
        let version = version.trim().trim_start_matches("W/").trim_matches('"');
        let current = Revision::new(self.ctx.domain(), current);
        if current.matches(version) { Ok(()) } else { Err(Error::PreconditionFailed) }
    }

    /// Commits the writes. In a conditional or idempotent request they are committed together with
    /// the response.
    ///
    /// # Errors
    /// [`Error::TransactionConflict`], [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn commit(self) -> Result<(), Error> {
        self.tx.commit_or_defer().await
    }
}
