//! Workers and locations: assignment, and the reach of callers who are confined to some.

use std::collections::HashSet;

use roster_model::{
    Actor, Denial, Error, FieldError, Id, Patch, Person, Problem, Worker, WorkerEdit,
};
use roster_store::{Tx, locations};

use super::ids;

/// Whether an actor who may be confined to locations reaches this worker: one of the worker's
/// locations is, or is below, one of theirs.
pub(super) async fn within_reach(
    tx: &mut Tx,
    actor: &Actor,
    worker: &Worker,
) -> Result<bool, Error> {
    let Some(visibility) = visibility(tx, actor).await? else { return Ok(true) };
    Ok(worker.locations.iter().any(|id| visibility.contains(id.as_str())))
}

/// Goes on only if an actor who may be confined to locations still reaches the worker `after` a
/// change, and the change is about no other locations than theirs. `before` is none of a new worker.
///
/// # Errors
/// [`Denial::OutsideLocations`].
pub(super) async fn check_move(
    tx: &mut Tx,
    actor: &Actor,
    before: Option<&Person>,
    after: &Person,
) -> Result<(), Error> {
    let Some(visibility) = visibility(tx, actor).await? else { return Ok(()) };
    let (before, after) = (locations_of(before), locations_of(Some(after)));
    let differ = before.iter().filter(|id| !after.contains(id));
    let mut differ = differ.chain(after.iter().filter(|id| !before.contains(id)));
    let ours = |id: &Id| visibility.contains(id.as_str());
    if after.iter().any(ours) && differ.all(ours) {
        return Ok(());
    }
    Err(Error::Forbidden(Denial::OutsideLocations))
}

fn locations_of(person: Option<&Person>) -> &[Id] {
    person.and_then(|person| person.worker.as_ref()).map_or(&[], |worker| &worker.locations)
}

/// The locations to which the actor is confined, with all below.
async fn visibility(tx: &mut Tx, actor: &Actor) -> Result<Option<HashSet<String>>, Error> {
    let Some(own) = &actor.confined_to else { return Ok(None) };
    let own: Vec<String> = own.iter().map(|id| id.as_str().to_owned()).collect();
    let all = locations::with_descendants(tx, actor.domain.number, own).await?;
    Ok(Some(all.into_iter().collect()))
}

/// Assigns locations, of which `known` exist. One of the two keys alone is judged against the
/// other's present value; what is there already may always be sent back.
pub(super) fn assign(
    worker: &mut Worker,
    edit: &WorkerEdit,
    known: &[String],
) -> Result<(), Vec<FieldError>> {
    let (primary, all) = match (&edit.primary_location, &edit.locations) {
        (Patch::Keep, None) => return Ok(()),
        (Patch::Clear, None) => {
            worker.primary_location = None;
            return Ok(());
        }
        (Patch::Keep | Patch::Clear, Some(all)) if all.is_empty() => {
            worker.primary_location = None;
            worker.locations.clear();
            return Ok(());
        }
        (Patch::Keep, Some(all)) => (text(worker.primary_location.as_ref()), all.clone()),
        (Patch::Clear, Some(all)) => (None, all.clone()),
        (Patch::Set(primary), None) => (Some(primary.clone()), texts(&worker.locations)),
        (Patch::Set(primary), Some(all)) => (Some(primary.clone()), all.clone()),
    };
    let present = (text(worker.primary_location.as_ref()), texts(&worker.locations));
    if (&primary, &all) == (&present.0, &present.1) {
        return Ok(());
    }
    let error = |field: &str, problem| Err(vec![FieldError::new(field, problem)]);
    let Some(primary) = primary.filter(|_| !all.is_empty()) else {
        return error("primary_location", Problem::LocationsTogether);
    };
    if !all.contains(&primary) {
        return error("primary_location", Problem::PrimaryNotAmong);
    }
    let there = |id: &String| known.contains(id) || present.1.contains(id);
    let unknown: Vec<String> = all.iter().filter(|id| !there(id)).cloned().collect();
    if !unknown.is_empty() {
        return error("locations", Problem::UnknownLocations(unknown));
    }
    let mut distinct: Vec<String> = Vec::with_capacity(all.len());
    for id in all {
        if !distinct.contains(&id) {
            distinct.push(id);
        }
    }
    worker.locations = ids(&distinct);
    worker.primary_location = Some(Id::new_unchecked(primary));
    Ok(())
}

fn text(id: Option<&Id>) -> Option<String> {
    id.map(|id| id.as_str().to_owned())
}

fn texts(ids: &[Id]) -> Vec<String> {
    ids.iter().map(|id| id.as_str().to_owned()).collect()
}
