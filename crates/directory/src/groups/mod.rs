//! Groups of workers.
//!
//! Who is in a group is said twice, in the group's rows and in each worker's record, and always
//! changed through the worker: so every worker who joins or leaves has changed, and the log says so.

mod create;
mod edit;
mod look;
mod members;
mod membership;
mod takeover;

use roster_model::{Fault, Group, Id, Kind, Page, Problem, Window};
use roster_store::{Tx, groups};

use crate::{faults::fault, names, scope::Scope};
pub use look::GroupList;
use membership::Moves;

/// The groups of a domain.
pub struct Groups<'a> {
    scope: Scope<'a>,
}

impl<'a> Groups<'a> {
    pub(crate) fn new(scope: Scope<'a>) -> Self {
        Self { scope }
    }

    /// A page of groups by name, byte by byte; a name is the sort key.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn list(&self, window: &Window) -> Result<Page<Group>, Fault> {
        let mut tx = self.scope.read().await?;
        groups::list(&mut tx, self.scope.domain().number, window).await.map_err(fault)
    }

    /// The group with the identity `id`.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain.
    pub async fn find(&self, id: &str) -> Result<Group, Fault> {
        let mut tx = self.scope.read().await?;
        load(&mut tx, self.scope.domain().number, id).await
    }

    /// Removes a group; its name is free again, and its members are no longer in it.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is none in this domain.
    pub async fn delete(&self, id: &str) -> Result<(), Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let group = load(&mut work.tx, domain, id).await?;
        work.check(&group)?;
        work.log(Kind::GroupDeleted, group.id.as_str(), None, Vec::new());
        let mut moves = Moves::default();
        for member in groups::members(&mut work.tx, domain, &group.id).await.map_err(fault)? {
            moves.leave(&member.id, &group.id);
        }
        moves.carry_out(&mut work).await?;
        groups::delete(&mut work.tx, domain, &group.id).await.map_err(fault)?;
        work.commit().await
    }
}

async fn load(tx: &mut Tx, domain: i64, id: &str) -> Result<Group, Fault> {
    let missing = || Fault::missing("group");
    let id = Id::parse(id).ok_or_else(missing)?;
    groups::find(tx, domain, id.as_str()).await.map_err(fault)?.ok_or_else(missing)
}

/// What is wrong with a group's name in itself: an empty one is as good as none.
fn name_problem(name: &str) -> Option<Problem> {
    match names::problem(name) {
        Some(Problem::Empty) => Some(Problem::Required),
        other => other,
    }
}
