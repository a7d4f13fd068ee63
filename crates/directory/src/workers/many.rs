//! The same done to many workers at once.

use roster_model::{Denial, Fault};

use super::{Workers, load, places, save};

impl Workers<'_> {
    /// Lets workers sign in, or no longer: all of them or none. Tells how many could before, or
    /// could not.
    ///
    /// # Errors
    /// [`Fault::Missing`] when one is not in this domain; [`Denial::OutsideLocations`] when the
    /// caller is confined to locations that are not one's.
    pub async fn set_all_active(&self, ids: &[String], active: bool) -> Result<u64, Fault> {
        let mut work = self.scope.begin().await?;
        let domain = work.number();
        let mut changed = 0;
        for id in ids {
            let before = load(&mut work.tx, domain, id).await?;
            let mut after = before.clone();
            let Some(worker) = &mut after.worker else { return Err(Fault::missing("user")) };
            if !places::within_reach(&mut work.tx, self.scope.actor(), worker).await? {
                return Err(Fault::Denied(Denial::OutsideLocations));
            }
            if worker.active == active {
                continue;
            }
            worker.active = active;
            worker.unconfirmed &= !active;
            save(&mut work, &before, after, vec!["is_active".to_owned()]).await?;
            changed += 1;
        }
        work.commit().await?;
        Ok(changed)
    }
}
