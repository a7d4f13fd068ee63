//! Changes of group members.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use roster_model::{Diff, Error, FieldError, Group, Id, Person};
use roster_store::{groups, membership_parts::PartMembers, people};

use super::{turns::Candidates, validate_users};
use crate::{
    people::write::{Batch, PasswordChange},
    unit_of_work::WriteTx,
};

/// The largest group whose members are all in the change log.
const MAX_LOGGED: usize = 1_000;

/// Membership changes by worker. They are applied together, so a worker with several changes is
/// updated once.
#[derive(Default)]
pub(crate) struct MembershipChanges {
    by_person: BTreeMap<Id, Change>,
}

#[derive(Default)]
struct Change {
    joined: BTreeSet<Id>,
    left: BTreeSet<Id>,
}

/// [`Batch::update`], or [`Batch::restore`], which does not compare the worker with the limits.
type Update = fn(
    &mut Batch,
    &mut WriteTx,
    Person,
    Person,
    &[&str],
    PasswordChange,
) -> Result<Option<Person>, Error>;

impl MembershipChanges {
    pub(crate) fn join(&mut self, person: &Id, group: &Id) {
        self.by_person.entry(person.clone()).or_default().joined.insert(group.clone());
    }

    pub(crate) fn leave(&mut self, person: &Id, group: &Id) {
        self.by_person.entry(person.clone()).or_default().left.insert(group.clone());
    }

    /// The changes of a part of an accepted change.
    pub(super) fn from_part(group: &Id, members: PartMembers) -> Self {
        let mut changes = Self::default();
        for worker in members.joined {
            changes.join(&Id::new_unchecked(worker), group);
        }
        for worker in members.left {
            changes.leave(&Id::new_unchecked(worker), group);
        }
        changes
    }

    /// The changes of a single group, in parts of at most `size` workers.
    pub(super) fn parts(&self, size: usize) -> Vec<PartMembers> {
        let changes: Vec<(&Id, &Change)> = self.by_person.iter().collect();
        let part = |changes: &[(&Id, &Change)]| {
            let of = |side: fn(&Change) -> &BTreeSet<Id>| {
                let people = changes.iter().filter(|(_, change)| !side(change).is_empty());
                people.map(|(person, _)| person.to_string()).collect()
            };
            PartMembers { joined: of(|change| &change.joined), left: of(|change| &change.left) }
        };
        changes.chunks(size).map(part).collect()
    }

    /// The workers who become members of a group.
    pub(super) fn joined(&self) -> impl Iterator<Item = &str> {
        let joined = self.by_person.iter().filter(|(_, change)| !change.joined.is_empty());
        joined.map(|(person, _)| person.as_str())
    }

    /// The largest growth of the records of the workers, in bytes.
    pub(super) fn largest_growth(&self) -> i64 {
        // The name of the field, for the first group of a worker, and the punctuation of JSON.
        let punctuation = "groups".len() + "[\"\"],".len();
        let groups = self.by_person.values().flat_map(|change| &change.joined);
        let bytes = groups.map(|group| group.as_str().len() + punctuation).sum::<usize>();
        i64::try_from(bytes).unwrap_or(i64::MAX)
    }

    /// How many workers change.
    pub(crate) fn len(&self) -> usize {
        self.by_person.len()
    }

    pub(crate) fn is_empty(&self) -> bool {
        self.by_person.is_empty()
    }

    /// Adds the change of `group`'s members to its changed fields: all members before and after it.
    /// Of a group with more than [`MAX_LOGGED`] members, only those who left and those who joined.
    pub(crate) fn log(&self, group: &Group, changed: &mut Diff) {
        let of = |side: fn(&Change) -> &BTreeSet<Id>| -> Vec<&str> {
            let people = self.by_person.iter();
            let people = people.filter(|(_, change)| side(change).contains(&group.id));
            people.map(|(person, _)| person.as_str()).collect()
        };
        let (left, joined) = (of(|change| &change.left), of(|change| &change.joined));
        if left.is_empty() && joined.is_empty() {
            return;
        }
        let (before, after) = if group.users.len() + joined.len() > MAX_LOGGED {
            (left, joined)
        } else {
            let before: Vec<&str> = group.users.iter().map(Id::as_str).collect();
            let stays = before.iter().filter(|user| !left.contains(user)).copied();
            let after = stays.chain(joined).collect();
            (before, after)
        };
        changed.fields.push("users".to_owned());
        changed.before.insert("users".to_owned(), before.into());
        changed.after.insert("users".to_owned(), after.into());
    }

    /// Updates the workers, in the order of their numbers.
    ///
    /// # Errors
    /// [`Error::Invalid`] when a worker would be in too many groups.
    pub(crate) async fn apply(self, tx: &mut WriteTx) -> Result<(), Error> {
        self.write(tx, Batch::update).await
    }

    /// As [`MembershipChanges::apply`], for changes that were accepted before.
    pub(super) async fn apply_accepted(self, tx: &mut WriteTx) -> Result<(), Error> {
        self.write(tx, Batch::restore).await?;
        tx.accept_growth();
        Ok(())
    }

    async fn write(self, tx: &mut WriteTx, update: Update) -> Result<(), Error> {
        if self.is_empty() {
            return Ok(());
        }
        let domain = tx.number();
        let ids = self.by_person.keys().map(|id| id.as_str().to_owned()).collect();
        let mut people = people::find_many(&mut tx.store, domain, ids).await?;
        people.sort_by_key(|person| person.number);
        let mut batch = Batch::default();
        for before in people {
            let Some(change) = self.by_person.get(&before.id) else { continue };
            let mut after = before.clone();
            let Some(worker) = &mut after.worker else { continue };
            let kept = worker.groups.iter().filter(|id| !change.left.contains(*id)).cloned();
            let groups: BTreeSet<Id> = kept.chain(change.joined.iter().cloned()).collect();
            worker.groups = groups.into_iter().collect();
            update(&mut batch, tx, before, after, &[], PasswordChange::Keep)?;
        }
        batch.flush(tx).await.map(drop)
    }
}

/// The changes that make `users` the members of a group. Archived members stay, whether they are named
/// or not, because responses do not show them. Adds an error for users who are no workers of the
/// domain.
pub(super) async fn replace(
    tx: &mut WriteTx,
    group: &Id,
    users: &[String],
    candidates: Option<&Candidates>,
    errors: &mut Vec<FieldError>,
) -> Result<MembershipChanges, Error> {
    let domain = tx.number();
    let tx = &mut tx.store;
    let eligible: HashSet<String>;
    let workers = if let Some(candidates) = candidates {
        &candidates.workers
    } else {
        eligible = groups::eligible(tx, domain, users.to_vec()).await?.into_iter().collect();
        &eligible
    };
    errors.extend(validate_users(users, workers));
    let members = groups::members(tx, domain, group).await?;
    let mut changes = MembershipChanges::default();
    for member in &members {
        if member.active && !workers.contains(member.id.as_str()) {
            changes.leave(&member.id, group);
        }
    }
    let present: HashSet<&str> = members.iter().map(|member| member.id.as_str()).collect();
    for user in workers.iter().filter(|user| !present.contains(user.as_str())) {
        changes.join(&Id::new_unchecked(user.clone()), group);
    }
    Ok(changes)
}
