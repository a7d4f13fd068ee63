//! Single custom attributes of people. They are set by an edit.

use roster_model::{Fault, PersonRef, Subject};

use super::{People, keep};
use crate::attributes::Registry;

impl People<'_> {
    /// Removes a person's value of the attribute of that slug or label, if there is one.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such person.
    pub async fn remove_attribute(&self, whom: &PersonRef, name: &str) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, whom).await?;
        let domain = work.number();
        let registry = Registry::load(&mut work.tx, domain, Subject::Person).await?;
        let Some(field) = registry.find(name) else { return Ok(()) };
        let mut after = before.clone();
        after.custom.shift_remove(&field.slug);
        keep::update(&mut work, &before, after).await?;
        work.commit().await
    }
}
