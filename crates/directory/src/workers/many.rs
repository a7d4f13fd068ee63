//! The same done to many workers at once.

use roster_model::{Denial, Error};

use super::{Workers, load, places, save};

impl Workers<'_> {
    /// Lets workers sign in, or no longer: all of them or none. Tells how many could before, or
    /// could not.
    ///
    /// # Errors
    /// [`Error::NotFound`] when one is not in this domain; [`Denial::OutsideLocations`] when the
    /// caller is confined to locations that are not one's.
    pub async fn set_all_active(&self, ids: &[String], active: bool) -> Result<u64, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let mut changed = 0;
        for id in ids {
            let before = load(&mut tx.store, domain, id).await?;
            let mut after = before.clone();
            let Some(worker) = &mut after.worker else { return Err(Error::not_found("user")) };
            if !places::within_reach(&mut tx.store, self.ctx.actor(), worker).await? {
                return Err(Error::Forbidden(Denial::OutsideLocations));
            }
            if worker.active == active {
                continue;
            }
            worker.active = active;
            worker.unconfirmed &= !active;
            save(&mut tx, &before, after, vec!["is_active".to_owned()]).await?;
            changed += 1;
        }
        tx.commit().await?;
        Ok(changed)
    }
}
