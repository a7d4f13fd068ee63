//! Changes of many members, in several transactions.
//!
//! A change of many members is decided and accepted as a whole: its parts are stored in one
//! transaction, together with the change of the group. Each following transaction carries out one part,
//! so that other writes wait for a part only. What is accepted is completed: if the process ends, another
//! one carries out the rest ([`Directory::complete_group_changes_regularly`]).

use std::{collections::HashSet, time::Duration};

use jiff::SignedDuration;
use roster_model::{
    Actor, Channel, Diff, Domain, Error, Group, Id, Kind, Problem, Rights, Who,
    limits::MAX_PER_PERSON,
};
use roster_store::{
    domains, groups,
    membership_parts::{self, AcceptedChange, MembershipPart, PartMembers},
};

use super::{Groups, load, membership::MembershipChanges};
use crate::{Directory, op_context::OpContext, unit_of_work::WriteTx};

/// How many workers one transaction changes.
pub(super) const TURN: usize = 200;

/// How often changes that a process left are looked for.
const INTERVAL: Duration = Duration::from_mins(1);

/// The age from which a change counts as left by its process. A younger one is in progress.
const LEFT_AFTER: SignedDuration = SignedDuration::from_secs(60);

/// The most attempts of a transaction that conflicts with another one. Parts that are committed must
/// not be repeated with the request.
const MAX_ATTEMPTS: usize = 4;

/// The users of a request, compared with the store before its transaction, which would hold the right to
/// write meanwhile.
pub(super) struct Candidates {
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

/// The result of a transaction.
enum Turn {
    /// More parts follow.
    Part,
    /// There is no more to do.
    Last(Group),
}

impl Groups<'_> {
    /// Accepts the changes of a group's members, commits `tx`, and carries them out. Returns the group
    /// when that is done.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a worker would be in too many groups, [`Error::Forbidden`] when the larger
    /// records exceed the quota: nothing is changed then. [`Error::Unavailable`] or [`Error::Internal`]
    /// of the store.
    pub(super) async fn change_in_turns(
        &self,
        mut tx: WriteTx,
        group: &Id,
        changes: &MembershipChanges,
        candidates: Option<&Candidates>,
    ) -> Result<Group, Error> {
        check_group_counts(&mut tx, changes, candidates).await?;
        accept(&mut tx, group, changes).await?;
        let seq = tx.state.seq;
        tx.commit_part().await?;
        let mut attempts = 0;
        loop {
            match self.turn(group, seq).await {
                Ok(Turn::Last(group)) => return Ok(group),
                Ok(Turn::Part) => attempts = 0,
                Err(Error::TransactionConflict(_)) if attempts < MAX_ATTEMPTS => attempts += 1,
                Err(error) => return Err(error),
            }
        }
    }

    /// Carries out the next part of the change with this number, if another one has not replaced it.
    async fn turn(&self, group: &Id, seq: i64) -> Result<Turn, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let parts = membership_parts::next(&mut tx.store, domain, group.as_str(), 2).await?;
        let is_last = parts.len() == 1;
        let Some(part) = parts.into_iter().next().filter(|part| part.change.seq == seq) else {
            return load(&mut tx.store, domain, group.as_str()).await.map(Turn::Last);
        };
        carry_out(&mut tx, group, part, is_last).await?;
        if !is_last {
            tx.commit_part().await?;
            return Ok(Turn::Part);
        }
        let after = load(&mut tx.store, domain, group.as_str()).await?;
        tx.commit_or_defer().await?;
        Ok(Turn::Last(after))
    }
}

impl Directory {
    /// Completes the changes of groups that a process left, now and then every minute. Never returns.
    pub async fn complete_group_changes_regularly(&self) {
        let mut minutes = tokio::time::interval(INTERVAL);
        loop {
            minutes.tick().await;
            if let Err(error) = self.complete_group_changes().await {
                tracing::warn!(%error, "changes of groups were not completed");
            }
        }
    }

    /// Completes the changes of groups that a process left. Returns how many transactions that took.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn complete_group_changes(&self) -> Result<u64, Error> {
        let now = self.environment().now();
        let before = now.checked_sub(LEFT_AFTER).unwrap_or(now);
        let mut tx = self.store().read().await?;
        let mut left = Vec::new();
        for (number, group) in membership_parts::left_over(&mut tx, before).await? {
            if let Some(domain) = domains::numbered(&mut tx, number).await? {
                left.push((domain, Id::new_unchecked(group)));
            }
        }
        drop(tx);
        let mut turns = 0;
        for (domain, group) in left {
            while self.complete_part(&domain, &group).await? {
                turns += 1;
            }
        }
        Ok(turns)
    }

    /// Carries out the next part of a change. Returns whether there was one.
    async fn complete_part(&self, domain: &Domain, group: &Id) -> Result<bool, Error> {
        let mut tx = self.store().read_of(domain.number).await?;
        let next = membership_parts::next(&mut tx, domain.number, group.as_str(), 1).await?;
        drop(tx);
        let Some(next) = next.into_iter().next() else { return Ok(false) };
        let mut tx = WriteTx::begin(self, &actor(domain.clone(), &next.change)).await?;
        let parts = membership_parts::next(&mut tx.store, domain.number, group.as_str(), 2).await?;
        let is_last = parts.len() == 1;
        let Some(part) = parts.into_iter().next() else { return Ok(false) };
        tx.actor.clone_from(&part.change.actor);
        carry_out(&mut tx, group, part, is_last).await?;
        tx.commit_part().await?;
        Ok(true)
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
    let change = AcceptedChange {
        seq: tx.state.seq,
        accepted_at: tx.now,
        actor: tx.actor.clone(),
        via: tx.via().to_owned(),
    };
    let parts: Vec<PartMembers> = changes.parts(TURN);
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

/// The caller whose change was accepted.
fn actor(domain: Domain, change: &AcceptedChange) -> Actor {
    Actor {
        domain,
        who: Who::Operator,
        channel: Channel::parse(&change.via).unwrap_or(Channel::Server),
        rights: Rights::Admin,
        confined_to: None,
        credential: "server".to_owned(),
        state_version: None,
    }
}
