//! Changes of many members of a group, in several transactions.
//!
//! The parts of a change are stored in one transaction, together with the change of the group. Each
//! following transaction carries out one part.

use std::{collections::HashSet, marker::PhantomData};

use jiff::Timestamp;
use roster_model::{Diff, Domain, Error, Group, Id, Kind, Problem, limits::MAX_PER_PERSON};
use roster_store::{
    domains, groups,
    membership_parts::{self, MembershipPart, PartMembers},
};

use super::{LoadedGroup, membership::MembershipChanges};
use crate::{
    Directory,
    op_context::OpContext,
    turns::{InTurns, TURN, Turn, accepted_by, on_behalf_of, run},
    unit_of_work::WriteTx,
};

/// How many members one transaction changes: fewer than in other operations, so that a write of another
/// domain waits less.
const PART: usize = TURN / 4;

/// The users of a request, compared with the store before its transaction, which would hold the right to
/// write meanwhile.
pub(crate) struct Candidates {
    /// The users who are workers.
    pub(super) workers: HashSet<String>,
    /// The users who are in as many groups as a worker can be.
    full: HashSet<String>,
}

impl Candidates {
    /// Loads the candidates, if there are many.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub(super) async fn load(ctx: &OpContext<'_>, users: &[String]) -> Result<Option<Self>, Error> {
        if users.len() <= TURN {
            return Ok(None);
        }
        let domain = ctx.domain().number;
        let mut tx = ctx.read().await?;
        let workers = groups::eligible(&mut tx, domain, users.to_vec()).await?;
        let full =
            groups::members_of_many(&mut tx, domain, workers.clone(), MAX_PER_PERSON).await?;
        Ok(Some(Self { workers: workers.into_iter().collect(), full: full.into_iter().collect() }))
    }
}

/// Accepts the changes of a group's members, commits `tx`, and carries them out. Returns the group when
/// that is done.
///
/// # Errors
/// [`Error::Invalid`] when a worker would be in too many groups, [`Error::Forbidden`] when the larger
/// records exceed the quota: nothing is changed then. [`Error::Unavailable`] or [`Error::Internal`] of the
/// store.
pub(crate) async fn change_members<L: LoadedGroup>(
    ctx: &OpContext<'_>,
    mut tx: WriteTx,
    group: &Id,
    changes: &MembershipChanges,
    candidates: Option<&Candidates>,
) -> Result<L, Error> {
    check_group_counts(&mut tx, changes, candidates).await?;
    accept(&mut tx, group, changes).await?;
    let seq = tx.state.seq;
    tx.commit_part().await?;
    run(&mut Parts { ctx, group, seq, actor: None, loaded: PhantomData }).await
}

/// The parts of an accepted change.
struct Parts<'a, L> {
    ctx: &'a OpContext<'a>,
    group: &'a Id,
    /// The number of the change.
    seq: i64,
    /// The name of the caller in the change log, if it is another one than that of the context.
    actor: Option<String>,
    loaded: PhantomData<fn() -> L>,
}

impl<L: LoadedGroup> InTurns for Parts<'_, L> {
    type Done = L;

    /// Carries out the next part, if another change has not replaced it.
    async fn turn(&mut self) -> Result<Turn<L>, Error> {
        let mut tx = self.ctx.begin().await?;
        if let Some(actor) = &self.actor {
            tx.actor.clone_from(actor);
        }
        let (domain, id) = (tx.number(), self.group.as_str());
        let parts = membership_parts::next(&mut tx.store, domain, id, 2).await?;
        let is_last = parts.len() == 1;
        let Some(part) = parts.into_iter().next().filter(|part| part.change.seq == self.seq) else {
            return L::load(&mut tx.store, domain, id).await.map(Turn::Last);
        };
        carry_out(&mut tx, self.group, part, is_last).await?;
        if !is_last {
            tx.commit_part().await?;
            return Ok(Turn::Part);
        }
        let after = L::load(&mut tx.store, domain, id).await?;
        tx.commit_or_defer().await?;
        Ok(Turn::Last(after))
    }
}

/// Completes the changes of groups that were accepted before `before`. Returns how many there were.
///
/// # Errors
/// [`Error::Unavailable`] or [`Error::Internal`] of the store.
pub(crate) async fn complete_changes(
    directory: &Directory,
    before: Timestamp,
) -> Result<u64, Error> {
    let mut tx = directory.store().read().await?;
    let mut left = Vec::new();
    for (number, group) in membership_parts::left_over(&mut tx, before).await? {
        if let Some(domain) = domains::numbered(&mut tx, number).await? {
            left.push((domain, Id::new_unchecked(group)));
        }
    }
    drop(tx);
    let count = left.len() as u64;
    for (domain, group) in left {
        complete_change(directory, domain, &group).await?;
    }
    Ok(count)
}

async fn complete_change(directory: &Directory, domain: Domain, group: &Id) -> Result<(), Error> {
    let mut tx = directory.store().read_of(domain.number).await?;
    let next = membership_parts::next(&mut tx, domain.number, group.as_str(), 1).await?;
    drop(tx);
    let Some(MembershipPart { change, .. }) = next.into_iter().next() else { return Ok(()) };
    let ctx = OpContext::new(directory, on_behalf_of(domain, &change));
    let (seq, actor) = (change.seq, Some(change.actor));
    match run(&mut Parts::<Group> { ctx: &ctx, group, seq, actor, loaded: PhantomData }).await {
        // It was deleted meanwhile.
        Ok(_) | Err(Error::NotFound { .. }) => Ok(()),
        Err(error) => Err(error),
    }
}

/// Rejects workers who would be in too many groups.
async fn check_group_counts(
    tx: &mut WriteTx,
    changes: &MembershipChanges,
    candidates: Option<&Candidates>,
) -> Result<(), Error> {
    let is_full = if let Some(candidates) = candidates {
        changes.joined().any(|worker| candidates.full.contains(worker))
    } else {
        let (domain, joined) = (tx.number(), changes.joined().map(str::to_owned).collect());
        let store = &mut tx.store;
        !groups::members_of_many(store, domain, joined, MAX_PER_PERSON).await?.is_empty()
    };
    if is_full {
        return Err(Error::invalid_field("groups", Problem::TooManyItems(MAX_PER_PERSON)));
    }
    Ok(())
}

/// Stores the parts of a change, under the number of the last entry of the change log.
async fn accept(tx: &mut WriteTx, group: &Id, changes: &MembershipChanges) -> Result<(), Error> {
    tx.check_quota_for(changes.largest_growth())?;
    let change = accepted_by(tx);
    let parts: Vec<PartMembers> = changes.parts(PART);
    let domain = tx.number();
    Ok(membership_parts::add(&mut tx.store, domain, group, &change, &parts).await?)
}

/// Carries out a part. The last one logs that the members of the group are complete.
async fn carry_out(
    tx: &mut WriteTx,
    group: &Id,
    part: MembershipPart,
    is_last: bool,
) -> Result<(), Error> {
    let domain = tx.number();
    MembershipChanges::from_part(group, part.members).apply_accepted(tx).await?;
    membership_parts::remove(&mut tx.store, domain, group, part.part).await?;
    if is_last {
        tx.log(Kind::GroupUpdated, group.as_str(), None, Diff::names(["users"]));
    }
    Ok(())
}
