//! The tags and single attributes of a company.

use roster_model::{CompanyRef, Error, Subject, Tagged};
use roster_store::tags;

use super::{Companies, update};
use crate::{
    attributes::Registry,
    people::tags::{add_number, find_or_create},
};

impl Companies<'_> {
    /// Adds a tag to a company. Creates the tag if there is none with this name.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] when the name is not valid.
    pub async fn add_tag(&self, company: &CompanyRef, name: &str) -> Result<Tagged, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, company).await?;
        let tagged = find_or_create(&mut tx, name).await?;
        let mut after = before.clone();
        add_number(&mut after.tags, tagged.tag.number);
        update(&mut tx, &before, after).await?;
        tx.commit_or_defer().await?;
        Ok(tagged)
    }

    /// Removes a tag from a company. Changes nothing if the company does not have it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such company.
    pub async fn remove_tag(&self, company: &CompanyRef, name: &str) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, company).await?;
        let domain = tx.number();
        let tag = tags::find_by_name(&mut tx.store, domain, name.trim()).await?;
        let Some(tag) = tag else { return Ok(()) };
        let mut after = before.clone();
        after.tags.retain(|number| *number != tag.number);
        update(&mut tx, &before, after).await?;
        tx.commit_or_defer().await
    }

    /// Removes the value of the attribute with that slug or label, if there is one.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such company.
    pub async fn remove_attribute(&self, company: &CompanyRef, name: &str) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, company).await?;
        let domain = tx.number();
        let registry = Registry::load(&mut tx.store, domain, Subject::Company).await?;
        let Some(field) = registry.find(name) else { return Ok(()) };
        let mut after = before.clone();
        after.custom.shift_remove(&field.slug);
        update(&mut tx, &before, after).await?;
        tx.commit_or_defer().await
    }
}
