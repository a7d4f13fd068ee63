//! Creating a user again after a SCIM client deleted it.

use roster_model::{
    Error, FieldError,
    scim::{UserData, UserView},
};
use roster_store::{
    deleted_people,
    scim::{Removed, forget_removed},
};

use super::{HashedPassword, ScimWrite};
use crate::{left_out::remove_missing, people::write, scim::users, workers::location_access};

impl ScimWrite<'_> {
    /// Restores a deleted worker with the attributes of the request. What SCIM does not know, such as
    /// the groups, is as it was, as far as it still exists.
    pub(super) async fn restore(
        &mut self,
        removed: Removed,
        data: &UserData,
        hash: Option<&HashedPassword>,
        mut errors: Vec<FieldError>,
    ) -> Result<UserView, Error> {
        let domain = self.tx.number();
        let deleted = removed.person;
        let mut before = deleted.clone();
        remove_missing(&mut self.tx.store, domain, &mut before).await?;
        self.check_external_id(data, Some(&before), &mut errors).await?;
        let mut after = self.apply(&before, data, errors).await?;
        if let Some(worker) = &mut after.worker
            && data.active == roster_model::Patch::Keep
        {
            worker.active = true;
        }
        let actor = self.ctx.actor();
        location_access::check_restore(&mut self.tx.store, actor, &deleted, &after).await?;
        self.tx.require_person(&after.id);
        self.register_fields(&after).await?;
        forget_removed(&mut self.tx.store, domain, &after.id).await?;
        let sent = hash.map(|HashedPassword(hash)| hash.clone());
        after.updated_at = self.tx.now;
        deleted_people::forget(&mut self.tx.store, domain, &after.id).await?;
        write::restore(&mut self.tx, &after, sent.or(removed.hash)).await?;
        users::view(&mut self.tx.store, domain, after).await
    }
}
