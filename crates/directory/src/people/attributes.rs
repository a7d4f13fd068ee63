//! Single custom attributes of people. An edit sets them.

use roster_model::{Error, PersonRef, Subject};

use super::{People, write};
use crate::attributes::Registry;

impl People<'_> {
    /// Removes the value of the attribute with that slug or label from a person, if there is one.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person.
    pub async fn remove_attribute(&self, person: &PersonRef, name: &str) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, person).await?;
        let domain = tx.number();
        let registry = Registry::load(&mut tx.store, domain, Subject::Person).await?;
        let Some(field) = registry.find(name) else { return Ok(()) };
        let mut after = before.clone();
        after.custom.shift_remove(&field.slug);
        write::update(&mut tx, before, after).await?;
        tx.commit_or_defer().await
    }
}
