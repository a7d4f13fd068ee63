//! Access of callers who are confined to locations.

use roster_model::{Actor, Denial, Error, Id, Person, Worker};
use roster_store::Tx;

use crate::locations::accessible_ids;

/// Whether the actor has access to the worker: the actor is not confined, or one of the worker's
/// locations is one of the actor's or below it.
pub(crate) async fn has_access(tx: &mut Tx, actor: &Actor, worker: &Worker) -> Result<bool, Error> {
    let Some(accessible) = accessible_ids(tx, actor).await? else { return Ok(true) };
    Ok(worker.locations.iter().any(|id| accessible.contains(id.as_str())))
}

/// Checks that a confined actor keeps access to the worker, and adds and removes only accessible
/// locations. `before` is `None` for a new worker.
///
/// # Errors
/// [`Denial::OutsideLocations`].
pub(crate) async fn check_move(
    tx: &mut Tx,
    actor: &Actor,
    before: Option<&Person>,
    after: &Person,
) -> Result<(), Error> {
    let Some(accessible) = accessible_ids(tx, actor).await? else { return Ok(()) };
    let (before, after) = (locations_of(before), locations_of(Some(after)));
    let removed = before.iter().filter(|id| !after.contains(id));
    let mut changed = removed.chain(after.iter().filter(|id| !before.contains(id)));
    let is_accessible = |id: &Id| accessible.contains(id.as_str());
    if after.iter().any(is_accessible) && changed.all(is_accessible) {
        return Ok(());
    }
    Err(Error::Forbidden(Denial::OutsideLocations))
}

fn locations_of(person: Option<&Person>) -> &[Id] {
    person.and_then(|person| person.worker.as_ref()).map_or(&[], |worker| &worker.locations)
}
