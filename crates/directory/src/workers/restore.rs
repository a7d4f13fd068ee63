//! Undoing the deletion of a worker.

use roster_model::{Denial, Error};

use super::{WorkerView, Workers, location_access};
use crate::{deleted_people, schema};

impl Workers<'_> {
    /// Undoes the deletion of a worker in the last 30 days. References to groups, locations and other
    /// records that are gone are left out.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no such worker was deleted, or the worker was at none of the caller's
    /// locations; [`Error::Invalid`] when another person has the id or custom id now.
    pub async fn restore(&self, id: &str) -> Result<WorkerView, Error> {
        let mut tx = self.ctx.begin().await?;
        let person = deleted_people::restore(&mut tx, id).await?;
        let missing = || Error::not_found("deleted user");
        if person.worker.is_none() {
            return Err(missing());
        }
        let actor = self.ctx.actor();
        match location_access::check_move(&mut tx.store, actor, None, &person).await {
            Err(Error::Forbidden(Denial::OutsideLocations)) => return Err(missing()),
            other => other?,
        }
        tx.require_person(&person.id);
        let domain = tx.number();
        let schema = schema::load(&mut tx.store, domain).await?.into();
        tx.commit_or_defer().await?;
        Ok(WorkerView { person, schema, activity: None })
    }
}
