//! Records that CommCare HQ forwards as they change there.
//!
//! The same writers as for an import, one record at a time and without leaving anything out: a
//! rejected record stays visible in HQ, which sends it again.

use roster_model::{Actor, Error, HqLocation, HqOutcome, HqWorker, Permission};

use crate::{
    Directory, LocationView, WorkerView, locations::Locations, op_context::OpContext,
    workers::Workers,
};

/// Takes the records that HQ forwards to a domain.
pub struct Forwarded<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// Takes mobile workers for the actor's domain. Requires `edit_commcare_users` and access to all
    /// locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn forwarded_workers(&self, actor: &Actor) -> Result<Forwarded<'_>, Error> {
        Ok(Forwarded { ctx: self.ctx_everywhere(actor, Permission::EDIT_COMMCARE_USERS)? })
    }

    /// Takes locations for the actor's domain. Requires `edit_locations` and access to all locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn forwarded_locations(&self, actor: &Actor) -> Result<Forwarded<'_>, Error> {
        Ok(Forwarded { ctx: self.ctx_everywhere(actor, Permission::EDIT_LOCATIONS)? })
    }
}

impl Forwarded<'_> {
    /// Creates or updates the worker under the HQ id. `active` is `None` when HQ does not send it: then
    /// a present worker keeps the state, and a new one is active. The same worker again changes
    /// nothing.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error, also for unknown groups, locations and roles.
    pub async fn worker(
        self,
        worker: HqWorker,
        active: Option<bool>,
    ) -> Result<(WorkerView, HqOutcome), Error> {
        let mut tx = self.ctx.begin().await?;
        let workers = Workers::new(self.ctx);
        // Boxed: the future is large.
        let taken = Box::pin(workers.import_forwarded(&mut tx, worker, active)).await?;
        tx.commit_or_defer().await?;
        Ok(taken)
    }

    /// Creates or updates the location under the HQ id. [`HqLocation::level`] is the code or the name
    /// of the location type. The same location again changes nothing.
    ///
    /// # Errors
    /// [`Error::Invalid`], also for an unknown location type or parent.
    pub async fn location(self, location: HqLocation) -> Result<(LocationView, HqOutcome), Error> {
        let mut tx = self.ctx.begin().await?;
        let taken = Locations::import_forwarded(&mut tx, &location).await?;
        tx.commit_or_defer().await?;
        Ok(taken)
    }
}
