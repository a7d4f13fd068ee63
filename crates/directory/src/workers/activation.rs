//! Activating and deactivating workers.

use roster_model::{Denial, Error, Person};

use super::{Workers, check_precondition, load, location_access};
use crate::{people::write, unit_of_work::WriteTx};

impl Workers<'_> {
    /// Allows a worker to sign in, or deactivates the account. Deactivated workers have a list of
    /// their own. Changes nothing if the worker has this state.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Denial::OutsideLocations`] when the worker is at none of the caller's
    /// locations.
    pub async fn set_active(&self, id: &str, active: bool) -> Result<(), Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let person = load(&mut tx.store, domain, id).await?;
        check_precondition(&mut tx, &person).await?;
        self.set_active_in(&mut tx, person, active).await?;
        tx.commit_or_defer().await
    }

    /// As [`Workers::set_active`] for several workers: all or none. Returns how many changed.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one does not exist; [`Denial::OutsideLocations`] when one is at none
    /// of the caller's locations.
    pub async fn set_all_active(&self, ids: &[String], active: bool) -> Result<u64, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let mut changed = 0;
        for id in ids {
            let person = load(&mut tx.store, domain, id).await?;
            if self.set_active_in(&mut tx, person, active).await? {
                changed += 1;
            }
        }
        tx.commit_or_defer().await?;
        Ok(changed)
    }

    /// Sets the state within a transaction. Returns whether it changed. Activation confirms an
    /// unconfirmed account.
    async fn set_active_in(
        &self,
        tx: &mut WriteTx,
        before: Person,
        active: bool,
    ) -> Result<bool, Error> {
        let mut after = before.clone();
        let Some(worker) = &mut after.worker else { return Err(Error::not_found("user")) };
        if !location_access::has_access(&mut tx.store, self.ctx.actor(), worker).await? {
            return Err(Error::Forbidden(Denial::OutsideLocations));
        }
        tx.require_person(&before.id);
        if worker.active == active {
            return Ok(false);
        }
        worker.active = active;
        worker.unconfirmed &= !active;
        write::update(tx, before, after).await?;
        Ok(true)
    }
}
