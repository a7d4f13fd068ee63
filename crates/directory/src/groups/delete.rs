//! Deleting groups.

use std::{hash::Hash, marker::PhantomData};

use roster_model::{Diff, Error, Group, Id, Kind};
use roster_store::{Tx, groups, membership_parts};

use super::{Groups, load, membership::MembershipChanges};
use crate::{
    op_context::OpContext,
    turns::{self, Deletion, TURN},
    unit_of_work::WriteTx,
};

/// A group as a dialect reads it. Preconditions compare it.
pub(crate) trait LoadedGroup: Hash + Sized {
    /// Loads the group with this id.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Self, Error>;
}

impl LoadedGroup for Group {
    async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Self, Error> {
        load(tx, domain, id).await
    }
}

impl Groups<'_> {
    /// Deletes a group and removes its members. The name can be used again. Many members are removed in
    /// several transactions, the last of which deletes the group.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        delete::<Group>(&self.ctx, id).await
    }
}

/// As [`Groups::delete`], for a dialect whose preconditions compare `L`.
pub(crate) async fn delete<L: LoadedGroup>(ctx: &OpContext<'_>, id: &str) -> Result<(), Error> {
    let id = Id::parse(id).ok_or(Error::not_found("group"))?;
    turns::delete(&mut GroupDeletion::<L> { ctx, id: &id, loaded: PhantomData }).await
}

/// The deletion of a group.
pub(crate) struct GroupDeletion<'a, L = Group> {
    ctx: &'a OpContext<'a>,
    id: &'a Id,
    loaded: PhantomData<fn() -> L>,
}

impl<'a> GroupDeletion<'a> {
    /// The deletion of the group with this id.
    pub(crate) fn of(ctx: &'a OpContext<'a>, id: &'a Id) -> Self {
        Self { ctx, id, loaded: PhantomData }
    }

    /// Ends a deletion in several transactions, of a group that another operation has deleted.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(crate) async fn end(tx: &mut WriteTx, id: &Id) -> Result<(), Error> {
        turns::end_deletion(tx, <Self as Deletion>::KIND, id.as_str()).await
    }
}

impl<L: LoadedGroup> Deletion for GroupDeletion<'_, L> {
    const KIND: &'static str = "group";

    fn ctx(&self) -> &OpContext<'_> {
        self.ctx
    }

    fn id(&self) -> String {
        self.id.to_string()
    }

    async fn accept(&mut self, tx: &mut WriteTx) -> Result<(), Error> {
        let (domain, id) = (tx.number(), self.id.as_str());
        if tx.is_conditional() {
            let current = L::load(&mut tx.store, domain, id).await?;
            tx.check_precondition(&current)?;
        }
        let group = load(&mut tx.store, domain, id).await?;
        let members = groups::members(&mut tx.store, domain, self.id).await?;
        if members.len() > TURN {
            let mut changes = MembershipChanges::default();
            for member in &members {
                changes.leave(&member.id, self.id);
            }
            let mut diff = Diff::default();
            changes.log(&group, &mut diff);
            tx.log(Kind::GroupUpdated, id, None, diff);
        }
        Ok(())
    }

    async fn advance(&mut self, tx: &mut WriteTx) -> Result<bool, Error> {
        let (domain, id) = (tx.number(), self.id.as_str());
        let members = groups::some_members(&mut tx.store, domain, id, TURN + 1).await?;
        let is_last = members.len() <= TURN;
        if is_last {
            let group = load(&mut tx.store, domain, id).await?;
            tx.log(Kind::GroupDeleted, id, None, Diff::deleted(&group));
        } else {
            // A change of members in progress ends here.
            membership_parts::clear(&mut tx.store, domain, self.id).await?;
        }
        let mut changes = MembershipChanges::default();
        for member in members.iter().take(TURN) {
            changes.leave(member, self.id);
        }
        changes.apply(tx).await?;
        if is_last {
            groups::delete(&mut tx.store, domain, self.id).await?;
        }
        Ok(is_last)
    }
}
