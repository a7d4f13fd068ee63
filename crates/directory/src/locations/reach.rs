//! The locations that an actor can change.

use std::collections::HashSet;

use roster_model::{Actor, Denial, Error, Location};
use roster_store::Tx;

use super::accessible_ids;

/// All locations, or those below the locations that the actor is confined to. Their own locations, the
/// other top-level locations and the location types decide about the confinement, so confined actors
/// cannot change them.
pub(crate) struct LocationReach(Option<HashSet<String>>);

impl LocationReach {
    pub(crate) async fn load(tx: &mut Tx, actor: &Actor) -> Result<Self, Error> {
        Ok(Self(accessible_ids(tx, actor).await?))
    }

    /// Whether the actor can change the location: its parent is one of the actor's or below it.
    pub(crate) fn covers(&self, location: &Location) -> bool {
        let Some(accessible) = &self.0 else { return true };
        location.parent.as_ref().is_some_and(|parent| accessible.contains(parent.as_str()))
    }

    /// Checks a location before or after a change: both must be covered.
    ///
    /// # Errors
    /// [`Denial::OutsideLocations`].
    pub(super) fn check(&self, location: &Location) -> Result<(), Error> {
        if self.covers(location) {
            return Ok(());
        }
        Err(Error::Forbidden(Denial::OutsideLocations))
    }
}
