//! Tags and single attributes of companies.

use roster_model::{CompanyRef, Error, Subject, Tagged};
use roster_store::tags;

use super::{Companies, keep};
use crate::{attributes::Registry, contacts::named};

impl Companies<'_> {
    /// Tags a company; a tag of a new name is created.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the name cannot be one.
    pub async fn add_tag(&self, which: &CompanyRef, name: &str) -> Result<Tagged, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, which).await?;
        let tagged = named(&mut tx, name).await?;
        let mut after = before.clone();
        if !after.tags.contains(&tagged.tag.number) {
            after.tags.push(tagged.tag.number);
        }
        keep(&mut tx, &before, after).await?;
        tx.commit().await?;
        Ok(tagged)
    }

    /// Takes a tag off a company; one that does not have it is left as it is.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such company.
    pub async fn remove_tag(&self, which: &CompanyRef, name: &str) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, which).await?;
        let domain = tx.number();
        let tag = tags::find_by_name(&mut tx.store, domain, name.trim()).await?;
        let Some(tag) = tag else { return Ok(()) };
        let mut after = before.clone();
        after.tags.retain(|number| *number != tag.number);
        keep(&mut tx, &before, after).await?;
        tx.commit().await
    }

    /// Removes the value of the attribute of that slug or label, if there is one.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such company.
    pub async fn remove_attribute(&self, which: &CompanyRef, name: &str) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, which).await?;
        let domain = tx.number();
        let registry = Registry::load(&mut tx.store, domain, Subject::Company).await?;
        let Some(field) = registry.find(name) else { return Ok(()) };
        let mut after = before.clone();
        after.custom.shift_remove(&field.slug);
        keep(&mut tx, &before, after).await?;
        tx.commit().await
    }
}
