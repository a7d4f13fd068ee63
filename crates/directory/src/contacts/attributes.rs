//! Single custom attributes of people. They are set by an edit.

use roster_model::{Error, PersonRef, Subject};

use super::{People, keep};
use crate::attributes::Registry;

impl People<'_> {
    /// Removes a person's value of the attribute of that slug or label, if there is one.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person.
    pub async fn remove_attribute(&self, whom: &PersonRef, name: &str) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, whom).await?;
        let domain = tx.number();
        let registry = Registry::load(&mut tx.store, domain, Subject::Person).await?;
        let Some(field) = registry.find(name) else { return Ok(()) };
        let mut after = before.clone();
        after.custom.shift_remove(&field.slug);
        keep::update(&mut tx, &before, after).await?;
        tx.commit().await
    }
}
