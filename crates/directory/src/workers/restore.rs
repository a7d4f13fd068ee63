//! Undoing the deletion of a worker.

use roster_model::{Denial, Error};

use super::{WorkerView, Workers, location_access};
use crate::{deleted_people::DeletedRecord, schema};

impl Workers<'_> {
    /// Undoes the deletion of a worker in the last 30 days. References to groups, locations and other
    /// records that are gone are left out. It gives the worker everything that comes back, so it needs
    /// what creating the worker with these values needs.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no such worker was deleted, or not all locations of the worker are the
    /// caller's; [`Error::Forbidden`] or [`Error::Invalid`] when the caller may not give the worker's
    /// groups or role; [`Error::Invalid`] when another person has the id or custom id now.
    pub async fn restore(&self, id: &str) -> Result<WorkerView, Error> {
        let mut tx = self.ctx.begin().await?;
        let record = DeletedRecord::find(&mut tx, id).await?;
        let missing = || Error::not_found("deleted user");
        if record.deleted.worker.is_none() {
            return Err(missing());
        }
        let (store, actor) = (&mut tx.store, self.ctx.actor());
        match location_access::check_restore(store, actor, &record.deleted, &record.restored).await
        {
            Err(Error::Forbidden(Denial::OutsideLocations)) => return Err(missing()),
            other => other?,
        }
        let person = record.restore(&mut tx).await?;
        tx.require_person(&person.id);
        let domain = tx.number();
        let schema = schema::load(&mut tx.store, domain).await?.into();
        tx.commit_or_defer().await?;
        Ok(WorkerView { person, schema, activity: None })
    }
}
