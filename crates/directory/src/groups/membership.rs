//! Joining and leaving groups.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use roster_model::{Error, FieldError, Id, Kind, Person};
use roster_store::{groups, people};

use super::create::unknown_users;
use crate::unit_of_work::WriteTx;

/// Who joins and leaves which groups: carried out together, so that a worker who is in several of
/// them changes once.
#[derive(Default)]
pub(super) struct Moves {
    by_person: BTreeMap<Id, Move>,
}

#[derive(Default)]
struct Move {
    joined: BTreeSet<Id>,
    left: BTreeSet<Id>,
}

impl Moves {
    pub(super) fn join(&mut self, person: &Id, group: &Id) {
        self.by_person.entry(person.clone()).or_default().joined.insert(group.clone());
    }

    pub(super) fn leave(&mut self, person: &Id, group: &Id) {
        self.by_person.entry(person.clone()).or_default().left.insert(group.clone());
    }

    /// Whether nobody moves.
    pub(super) fn is_empty(&self) -> bool {
        self.by_person.is_empty()
    }

    /// Changes everybody who moves, and notes the change.
    pub(super) async fn carry_out(self, tx: &mut WriteTx) -> Result<(), Error> {
        if self.by_person.is_empty() {
            return Ok(());
        }
        let domain = tx.number();
        let ids = self.by_person.keys().map(|id| id.as_str().to_owned()).collect();
        let mut persons = people::find_many(&mut tx.store, domain, ids).await?;
        persons.sort_by_key(|person| person.number);
        let mut changes = Vec::with_capacity(persons.len());
        for before in persons {
            let Some(change) = self.by_person.get(&before.id) else { continue };
            let mut after = before.clone();
            let Some(worker) = &mut after.worker else { continue };
            let kept = worker.groups.iter().filter(|id| !change.left.contains(*id)).cloned();
            let groups: BTreeSet<Id> = kept.chain(change.joined.iter().cloned()).collect();
            worker.groups = groups.into_iter().collect();
            after.updated_at = tx.now;
            tx.log_person(Kind::PersonUpdated, &after, vec!["groups".to_owned()]);
            changes.push((before, after));
        }
        let changes: Vec<(&Person, &Person)> =
            changes.iter().map(|(before, after)| (before, after)).collect();
        Ok(people::update_many(&mut tx.store, domain, &changes).await?)
    }
}

/// What makes `users` the members of a group. Archived members are not shown, so that a client
/// cannot know of them: they stay, whether it names them or not. Users who are no workers of the
/// domain are a flaw.
pub(super) async fn replace(
    tx: &mut WriteTx,
    group: &Id,
    users: &[String],
    errors: &mut Vec<FieldError>,
) -> Result<Moves, Error> {
    let domain = tx.number();
    let tx = &mut tx.store;
    let known = groups::eligible(tx, domain, users.to_vec()).await?;
    let known: HashSet<String> = known.into_iter().collect();
    errors.extend(unknown_users(users, &known));
    let members = groups::members(tx, domain, group).await?;
    let mut moves = Moves::default();
    for member in &members {
        if member.active && !known.contains(member.id.as_str()) {
            moves.leave(&member.id, group);
        }
    }
    let present: HashSet<&str> = members.iter().map(|member| member.id.as_str()).collect();
    for user in known.iter().filter(|user| !present.contains(user.as_str())) {
        moves.join(&Id::new_unchecked(user.clone()), group);
    }
    Ok(moves)
}
