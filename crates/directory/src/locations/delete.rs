//! Deactivating and deleting locations, with those below them.

use std::collections::HashSet;

use roster_model::{
    Denial, Diff, Error, Id, Kind, Location, Membership, Person, Rule, Start, Window,
};
use roster_store::{locations, memberships, people};

use super::{
    LocationReach, Locations, accessible_ids,
    edit::{store_changed, values},
    load, view,
};
use crate::{location_types::LocationTypeTree, people::write, unit_of_work::WriteTx};

/// The most workers that a deletion changes.
const MAX_WORKERS: usize = 1_000;

/// What the deletion of a location does.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LocationRemoval {
    /// The locations that are deleted: it, and those below it.
    pub locations: u64,
    /// The workers who are assigned to one of them, deactivated ones too.
    pub workers: u64,
    /// Those of them who are assigned to no other location.
    pub without_location: u64,
    /// The web users who are assigned to one of them.
    pub web_users: u64,
}

/// Everything that a deletion changes.
struct Affected {
    locations: Vec<Location>,
    workers: Vec<Person>,
    members: Vec<Membership>,
}

impl Locations<'_> {
    /// Deactivates a location and those below it, or activates them again. Workers stay assigned, and
    /// no others can be assigned.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when it is not below a location that the actor is
    /// confined to; [`Error::Invalid`] for a location below a deactivated one.
    pub async fn set_active(&self, id: &str, active: bool) -> Result<(), Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let location = self.checked(&mut tx, id).await?;
        if active && let Some(parent) = &location.parent {
            let parent = locations::find(&mut tx.store, domain, parent.as_str()).await?;
            if parent.is_some_and(|parent| parent.archived) {
                return Err(Error::invalid_field("", Rule::ParentDeactivated.into()));
            }
        }
        let types = LocationTypeTree::load(&mut tx.store, domain).await?;
        for before in with_descendants(&mut tx, &location).await? {
            let after = Location { archived: !active, ..before.clone() };
            store_changed(&mut tx, &types, &before, after).await?;
        }
        tx.commit_or_defer().await
    }

    /// Says what [`Locations::delete`] would do.
    ///
    /// # Errors
    /// As [`Locations::delete`].
    pub async fn removal(&self, id: &str) -> Result<LocationRemoval, Error> {
        let mut tx = self.ctx.begin().await?;
        let location = self.checked(&mut tx, id).await?;
        // The transaction is rolled back.
        self.affected(&mut tx, &location).await.map(|affected| affected.removal())
    }

    /// Deletes a location and those below it. Workers and web users who are assigned to one of them
    /// lose it; the first of their other locations becomes primary.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Forbidden`] when it is not below a location that the actor is
    /// confined to, or a worker or web user would leave the locations of the actor; [`Error::Invalid`]
    /// when too many workers are assigned.
    pub async fn delete(&self, id: &str) -> Result<LocationRemoval, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let location = self.checked(&mut tx, id).await?;
        let types = LocationTypeTree::load(&mut tx.store, domain).await?;
        tx.check_precondition(&view(location.clone(), &types)?)?;
        let affected = self.affected(&mut tx, &location).await?;
        let removal = affected.removal();
        let gone = affected.ids();
        for before in affected.workers {
            let mut after = before.clone();
            if let Some(worker) = &mut after.worker {
                detach(&mut worker.locations, &mut worker.primary_location, &gone);
            }
            write::update(&mut tx, before, after).await?;
        }
        for before in affected.members {
            let mut after = before.clone();
            detach(&mut after.locations, &mut after.primary_location, &gone);
            memberships::save(&mut tx.store, domain, &after).await?;
            let changed = Diff::between(&before, &after);
            tx.log(Kind::WebUserUpdated, after.user.id.as_str(), None, changed);
        }
        let ids = gone.iter().map(ToString::to_string).collect();
        locations::delete_many(&mut tx.store, domain, ids).await?;
        // Those below come first, as if each were deleted by itself.
        for location in affected.locations.iter().rev() {
            let deleted = Diff::deleted_with(values(&types, location));
            tx.log(Kind::LocationDeleted, location.id.as_str(), Some(location.number), deleted);
        }
        tx.commit_or_defer().await?;
        Ok(removal)
    }

    /// The location with this id, which the actor can change.
    async fn checked(&self, tx: &mut WriteTx, id: &str) -> Result<Location, Error> {
        let domain = tx.number();
        let location = load(&mut tx.store, domain, id).await?;
        let location = location.ok_or(Error::not_found("location"))?;
        LocationReach::load(&mut tx.store, self.ctx.actor()).await?.check(&location)?;
        tx.require_location(&location.id);
        Ok(location)
    }

    async fn affected(&self, tx: &mut WriteTx, location: &Location) -> Result<Affected, Error> {
        let domain = tx.number();
        let locations = with_descendants(tx, location).await?;
        let ids: Vec<String> = locations.iter().map(|location| location.id.to_string()).collect();
        let limit = MAX_WORKERS + 1;
        let assigned = locations::people_at(&mut tx.store, domain, ids, limit).await?;
        if assigned.len() > MAX_WORKERS {
            return Err(Error::invalid_field("", Rule::TooManyAssigned(MAX_WORKERS).into()));
        }
        let workers = people::find_many(&mut tx.store, domain, assigned).await?;
        let gone: HashSet<&Id> = locations.iter().map(|location| &location.id).collect();
        let all = Window { limit: u32::MAX - 1, start: Start::Offset(0) };
        let mut members = memberships::list(&mut tx.store, domain, &all).await?;
        members.retain(|member| member.locations.iter().any(|id| gone.contains(id)));
        self.check_reach(tx, &gone, &workers, &members).await?;
        Ok(Affected { locations, workers, members })
    }

    /// A confined actor must not move workers out of the own locations, nor change the locations of web
    /// users.
    async fn check_reach(
        &self,
        tx: &mut WriteTx,
        gone: &HashSet<&Id>,
        workers: &[Person],
        members: &[Membership],
    ) -> Result<(), Error> {
        let Some(own) = accessible_ids(&mut tx.store, self.ctx.actor()).await? else {
            return Ok(());
        };
        let stays = |person: &Person| {
            let assigned = person.worker.as_ref().map(|worker| worker.locations.as_slice());
            let mut kept = assigned.unwrap_or_default().iter().filter(|id| !gone.contains(id));
            kept.any(|id| own.contains(id.as_str()))
        };
        if members.is_empty() && workers.iter().all(stays) {
            return Ok(());
        }
        Err(Error::Forbidden(Denial::OutsideLocations))
    }
}

impl Affected {
    fn ids(&self) -> HashSet<Id> {
        self.locations.iter().map(|location| location.id.clone()).collect()
    }

    fn removal(&self) -> LocationRemoval {
        let gone = self.ids();
        let is_without = |person: &&Person| {
            let worker = person.worker.as_ref();
            worker.is_some_and(|worker| worker.locations.iter().all(|id| gone.contains(id)))
        };
        LocationRemoval {
            locations: self.locations.len() as u64,
            workers: self.workers.len() as u64,
            without_location: self.workers.iter().filter(is_without).count() as u64,
            web_users: self.members.len() as u64,
        }
    }
}

/// Removes locations from an assignment.
fn detach(assigned: &mut Vec<Id>, primary: &mut Option<Id>, gone: &HashSet<Id>) {
    assigned.retain(|id| !gone.contains(id));
    if primary.as_ref().is_some_and(|id| gone.contains(id)) {
        *primary = assigned.first().cloned();
    }
}

/// The location and those below it, each after its parent.
async fn with_descendants(tx: &mut WriteTx, location: &Location) -> Result<Vec<Location>, Error> {
    let domain = tx.number();
    let root = vec![location.id.to_string()];
    let ids = locations::with_descendants(&mut tx.store, domain, root).await?;
    let found = locations::find_many(&mut tx.store, domain, ids).await?;
    let key = |location: &Location| (location.id.clone(), location.parent.clone());
    let sorted = super::location_tree::in_tree_order(found, key);
    Ok(sorted.into_iter().map(|(_, location)| location).collect())
}
