//! Users and groups of SCIM 2.0.
//!
//! Reads are methods of [`ScimUsers`] and [`ScimGroups`]. All writes of a request go through one
//! [`ScimWrite`], so that a bulk request is one transaction, and that a `PATCH` reads and writes the
//! same version. A change of many members outside of a bulk request takes several transactions.

mod groups;
mod list;
mod names;
mod users;
mod write;

use roster_model::{
    Actor, Error, Permission,
    scim::{
        Expr, GroupSort, GroupTest, GroupView, ScimPage, ScimWindow, UserSort, UserTest, UserView,
    },
};

pub use write::{HashedPassword, ScimWrite};

use crate::{Directory, groups::delete, op_context::OpContext, unit_of_work::WriteTx};

/// The users of a domain: its workers.
pub struct ScimUsers<'a> {
    ctx: OpContext<'a>,
}

/// The groups of a domain.
pub struct ScimGroups<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// The users of the actor's domain. Requires `edit_commcare_users`, also for reading.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn scim_users(&self, actor: &Actor) -> Result<ScimUsers<'_>, Error> {
        Ok(ScimUsers { ctx: self.ctx(actor, Permission::EDIT_COMMCARE_USERS)? })
    }

    /// The groups of the actor's domain. Requires `edit_commcare_users` and access to all locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn scim_groups(&self, actor: &Actor) -> Result<ScimGroups<'_>, Error> {
        Ok(ScimGroups { ctx: self.ctx_everywhere(actor, Permission::EDIT_COMMCARE_USERS)? })
    }

    /// Begins the writes of a request. They hold the lock of the domain until
    /// [`ScimWrite::commit`].
    ///
    /// # Errors
    /// [`Error::Forbidden`]; the errors of the store.
    pub async fn scim_write(&self, actor: &Actor) -> Result<ScimWrite<'_>, Error> {
        let ctx = self.ctx(actor, Permission::EDIT_COMMCARE_USERS)?;
        let tx: WriteTx = ctx.begin().await?;
        Ok(ScimWrite::new(ctx, tx))
    }
}

impl ScimUsers<'_> {
    /// Returns the user with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none, or none at the caller's locations.
    pub async fn find(&self, id: &str) -> Result<UserView, Error> {
        let mut tx = self.ctx.read().await?;
        users::load(&mut tx, &self.ctx, id).await
    }

    /// A page of the users that match `filter`, in the order of creation unless the window is sorted,
    /// with their exact total.
    ///
    /// # Errors
    /// [`Error::Forbidden`] when the caller is confined to locations; [`Error::Invalid`] of `filter`
    /// or `sortBy` for an unknown custom field, or when no index helps and the domain has more than
    /// [`list::MAX_SCANNED`] users.
    pub async fn list(
        &self,
        filter: &Expr<UserTest>,
        window: &ScimWindow<UserSort>,
    ) -> Result<ScimPage<UserView>, Error> {
        self.ctx.check_everywhere()?;
        users::list(&self.ctx, filter, window).await
    }
}

impl ScimGroups<'_> {
    /// Returns the group with this id, with its members if `with_members` is set.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, id: &str, with_members: bool) -> Result<GroupView, Error> {
        let mut tx = self.ctx.read().await?;
        groups::load(&mut tx, self.ctx.domain().number, id, with_members).await
    }

    /// Deletes a group and removes its members, many of them in several transactions.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        delete::<GroupView>(&self.ctx, id).await
    }

    /// A page of the groups that match `filter`, by id unless the window is sorted, with their exact
    /// total, and with their members if `with_members` is set.
    ///
    /// # Errors
    /// [`Error::Invalid`] of `filter` when no index helps and the domain has too many groups.
    pub async fn list(
        &self,
        filter: &Expr<GroupTest>,
        window: &ScimWindow<GroupSort>,
        with_members: bool,
    ) -> Result<ScimPage<GroupView>, Error> {
        groups::list(&self.ctx, filter, window, with_members).await
    }
}
