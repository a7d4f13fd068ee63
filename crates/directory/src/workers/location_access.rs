//! Access of callers who are confined to locations.

use std::collections::{BTreeSet, HashMap, HashSet};

use roster_model::{Actor, Denial, Error, Id, Permission, Person, Problem, Rights, Role, Worker};
use roster_store::{Tx, roles};

use crate::locations::accessible_ids;

/// Whether the actor has access to the worker: the actor is not confined, or one of the worker's
/// locations is one of the actor's or below it.
pub(crate) async fn has_access(tx: &mut Tx, actor: &Actor, worker: &Worker) -> Result<bool, Error> {
    Ok(is_accessible(accessible_ids(tx, actor).await?.as_ref(), worker))
}

/// As [`has_access`], with the locations that the actor has access to.
pub(super) fn is_accessible(accessible: Option<&HashSet<String>>, worker: &Worker) -> bool {
    let is_within =
        |ids: &HashSet<String>| worker.locations.iter().any(|id| ids.contains(id.as_str()));
    accessible.is_none_or(is_within)
}

/// Checks what decides the confinement of others: the locations, groups and role of a worker before and
/// after a change. `before` is `None` for a new worker.
///
/// # Errors
/// [`Denial::OutsideLocations`] unless the actor keeps access to the worker, and adds and removes only
/// accessible locations; [`Denial::PermissionMissing`] for a group and [`Error::Invalid`] of the field
/// `role` that the actor may not give or take away.
pub(crate) async fn check_change(
    tx: &mut Tx,
    actor: &Actor,
    before: Option<&Person>,
    after: &Person,
) -> Result<(), Error> {
    check_move(tx, actor, before, after).await?;
    check_grants(tx, actor, before, after).await
}

/// As [`check_change`], for a worker who was deleted and exists again. `deleted` is the record when it
/// was deleted. All of its locations, groups and its role are given anew.
///
/// # Errors
/// See [`check_change`].
pub(crate) async fn check_restore(
    tx: &mut Tx,
    actor: &Actor,
    deleted: &Person,
    after: &Person,
) -> Result<(), Error> {
    if !covers_deleted(tx, actor, deleted).await? {
        return Err(Error::Forbidden(Denial::OutsideLocations));
    }
    check_change(tx, actor, None, after).await
}

/// Whether the actor had access to a worker who is deleted now: the actor is not confined, or one of the
/// worker's locations is accessible.
pub(crate) async fn covers_deleted(
    tx: &mut Tx,
    actor: &Actor,
    deleted: &Person,
) -> Result<bool, Error> {
    match &deleted.worker {
        Some(worker) => has_access(tx, actor, worker).await,
        None => Ok(actor.confined_to.is_none()),
    }
}

/// Checks that a confined actor keeps access to the worker, and adds and removes only accessible
/// locations.
async fn check_move(
    tx: &mut Tx,
    actor: &Actor,
    before: Option<&Person>,
    after: &Person,
) -> Result<(), Error> {
    check_move_within(accessible_ids(tx, actor).await?.as_ref(), before, after)
}

/// As [`check_move`], with the locations that the actor has access to.
pub(super) fn check_move_within(
    accessible: Option<&HashSet<String>>,
    before: Option<&Person>,
    after: &Person,
) -> Result<(), Error> {
    let Some(accessible) = accessible else { return Ok(()) };
    let (before, after) = (locations_of(before), locations_of(Some(after)));
    let removed = before.iter().filter(|id| !after.contains(id));
    let mut changed = removed.chain(after.iter().filter(|id| !before.contains(id)));
    let is_accessible = |id: &Id| accessible.contains(id.as_str());
    if after.iter().any(is_accessible) && changed.all(is_accessible) {
        return Ok(());
    }
    Err(Error::Forbidden(Denial::OutsideLocations))
}

/// Checks the groups and the role that a confined actor gives to a worker or takes away. Groups span
/// locations, so a confined actor changes none; a role needs the rights of its permissions.
async fn check_grants(
    tx: &mut Tx,
    actor: &Actor,
    before: Option<&Person>,
    after: &Person,
) -> Result<(), Error> {
    if actor.confined_to.is_none() {
        return Ok(());
    }
    let roles = roles::list(tx, actor.domain.number).await?;
    let roles = roles.into_iter().map(|role| (role.name.clone(), role)).collect();
    check_grants_of(&roles, actor, before, after)
}

/// As [`check_grants`], with the roles of the domain by name.
pub(super) fn check_grants_of(
    roles: &HashMap<String, Role>,
    actor: &Actor,
    before: Option<&Person>,
    after: &Person,
) -> Result<(), Error> {
    if actor.confined_to.is_none() {
        return Ok(());
    }
    let worker = |person: Option<&Person>| person.and_then(|person| person.worker.clone());
    let (before, after) = (worker(before), worker(Some(after)));
    let groups = |worker: &Option<Worker>| -> BTreeSet<Id> {
        worker.iter().flat_map(|worker| worker.groups.iter().cloned()).collect()
    };
    if groups(&before) != groups(&after) {
        let missing = Permission::ACCESS_ALL_LOCATIONS.as_str();
        return Err(Error::Forbidden(Denial::PermissionMissing(missing)));
    }
    let (before, after) = (before.and_then(|it| it.role), after.and_then(|it| it.role));
    if before == after {
        return Ok(());
    }
    for name in before.into_iter().chain(after) {
        let role = roles.get(&name);
        if role.is_some_and(|role| !actor.rights.covers(&Rights::of_role(&role.permissions))) {
            return Err(Error::invalid_field("role", Problem::UnknownRole(name)));
        }
    }
    Ok(())
}

fn locations_of(person: Option<&Person>) -> &[Id] {
    person.and_then(|person| person.worker.as_ref()).map_or(&[], |worker| &worker.locations)
}
