//! Creating a user again after a SCIM client deleted it.

use roster_model::{
    Error, FieldError, Id, Person, Worker,
    scim::{UserData, UserView},
};
use roster_store::{
    deleted_people, groups, lists, locations, roles,
    scim::{Removed, forget_removed},
    tags,
};

use super::{HashedPassword, ScimWrite};
use crate::{people::write, scim::users, workers::location_access};

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
        self.drop_missing(&mut before).await?;
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

    /// Removes the references to records that do not exist any more.
    async fn drop_missing(&mut self, person: &mut Person) -> Result<(), Error> {
        let domain = self.tx.number();
        let store = &mut self.tx.store;
        let tag_numbers = person.usercom.tags.clone();
        let present = tags::find_many(store, domain, tag_numbers).await?;
        person.usercom.tags.retain(|number| present.iter().any(|tag| tag.number == *number));
        let list_numbers = person.usercom.lists.clone();
        let present = lists::find_many(store, domain, list_numbers).await?;
        person.usercom.lists.retain(|number| present.iter().any(|list| list.number == *number));
        let Some(worker) = &mut person.worker else { return Ok(()) };
        let groups = groups::existing(store, domain, texts(&worker.groups)).await?;
        worker.groups.retain(|id| groups.iter().any(|known| known == id.as_str()));
        let locations = locations::existing(store, domain, texts(&worker.locations)).await?;
        worker.locations.retain(|id| locations.iter().any(|known| known == id.as_str()));
        let Worker { primary_location, locations, role, .. } = worker;
        if primary_location.as_ref().is_some_and(|primary| !locations.contains(primary)) {
            *primary_location = locations.first().cloned();
        }
        if let Some(name) = role
            && roles::by_name(store, domain, name).await?.is_none()
        {
            *role = None;
        }
        Ok(())
    }
}

fn texts(ids: &[Id]) -> Vec<String> {
    ids.iter().map(|id| id.as_str().to_owned()).collect()
}
