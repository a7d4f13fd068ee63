//! Tags and single attributes of companies.

use roster_model::{CompanyRef, Fault, Subject, Tagged};
use roster_store::tags;

use super::{Companies, keep};
use crate::{attributes::Registry, contacts::named, faults::fault};

impl Companies<'_> {
    /// Tags a company; a tag of a new name is created.
    ///
    /// # Errors
    /// [`Fault::Missing`]; [`Fault::Invalid`] when the name cannot be one.
    pub async fn add_tag(&self, which: &CompanyRef, name: &str) -> Result<Tagged, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, which).await?;
        let tagged = named(&mut work, name).await?;
        let mut after = before.clone();
        if !after.tags.contains(&tagged.tag.number) {
            after.tags.push(tagged.tag.number);
        }
        keep(&mut work, &before, after).await?;
        work.commit().await?;
        Ok(tagged)
    }

    /// Takes a tag off a company; one that does not have it is left as it is.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such company.
    pub async fn remove_tag(&self, which: &CompanyRef, name: &str) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, which).await?;
        let domain = work.number();
        let tag = tags::find_by_name(&mut work.tx, domain, name.trim()).await.map_err(fault)?;
        let Some(tag) = tag else { return Ok(()) };
        let mut after = before.clone();
        after.tags.retain(|number| *number != tag.number);
        keep(&mut work, &before, after).await?;
        work.commit().await
    }

    /// Removes the value of the attribute of that slug or label, if there is one.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such company.
    pub async fn remove_attribute(&self, which: &CompanyRef, name: &str) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, which).await?;
        let domain = work.number();
        let registry = Registry::load(&mut work.tx, domain, Subject::Company).await?;
        let Some(field) = registry.find(name) else { return Ok(()) };
        let mut after = before.clone();
        after.custom.shift_remove(&field.slug);
        keep(&mut work, &before, after).await?;
        work.commit().await
    }
}
