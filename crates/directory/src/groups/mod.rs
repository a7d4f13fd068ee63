//! Groups of workers.
//!
//! Who is in a group is said twice, in the group's rows and in each worker's record, and always
//! changed through the worker: so every worker who joins or leaves has changed, and the log says so.

mod create;
mod edit;
mod hq_import;
mod look;
mod members;
mod membership;

use roster_model::{Error, Group, Id, Kind, Page, Problem, Window};
use roster_store::{Tx, groups};

use crate::{names, op_context::OpContext};
pub use look::GroupList;
use membership::Moves;

/// The groups of a domain.
pub struct Groups<'a> {
    ctx: OpContext<'a>,
}

impl<'a> Groups<'a> {
    pub(crate) fn new(ctx: OpContext<'a>) -> Self {
        Self { ctx }
    }

    /// A page of groups by name, byte by byte; a name is the sort key.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<Group>, Error> {
        let mut tx = self.ctx.read().await?;
        Ok(groups::list(&mut tx, self.ctx.domain().number, window).await?)
    }

    /// The group with the identity `id`.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none in this domain.
    pub async fn find(&self, id: &str) -> Result<Group, Error> {
        let mut tx = self.ctx.read().await?;
        load(&mut tx, self.ctx.domain().number, id).await
    }

    /// Removes a group; its name is free again, and its members are no longer in it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none in this domain.
    pub async fn delete(&self, id: &str) -> Result<(), Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let group = load(&mut tx.store, domain, id).await?;
        tx.check(&group)?;
        tx.log(Kind::GroupDeleted, group.id.as_str(), None, Vec::new());
        let mut moves = Moves::default();
        for member in groups::members(&mut tx.store, domain, &group.id).await? {
            moves.leave(&member.id, &group.id);
        }
        moves.carry_out(&mut tx).await?;
        groups::delete(&mut tx.store, domain, &group.id).await?;
        tx.commit().await
    }
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Group, Error> {
    let missing = || Error::not_found("group");
    let id = Id::parse(id).ok_or_else(missing)?;
    groups::find(tx, domain, id.as_str()).await?.ok_or_else(missing)
}

/// What is wrong with a group's name in itself: an empty one is as good as none.
fn name_problem(name: &str) -> Option<Problem> {
    match names::problem(name) {
        Some(Problem::Empty) => Some(Problem::Required),
        other => other,
    }
}
