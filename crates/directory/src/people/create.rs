//! Creating contacts.

use roster_model::{Error, Patch, PersonEdit, PersonRef, PersonView, Upserted};

use super::{People, apply, blank, view};

impl People<'_> {
    /// A contact without data, for an empty form. It is not stored.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn unknown(&self) -> Result<PersonView, Error> {
        let ctx = &self.visibility.ctx;
        let mut tx = ctx.read().await?;
        let blank = blank::new(ctx.environment(), None, ctx.now());
        view::load_one(&mut tx, self.visibility.domain(), blank).await
    }

    /// Creates a contact. No field is required.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error; then nothing is stored.
    pub async fn create(&self, edit: &PersonEdit) -> Result<PersonView, Error> {
        let ctx = &self.visibility.ctx;
        let mut tx = ctx.begin().await?;
        let blank = blank::new(ctx.environment(), None, tx.now);
        let person = apply::create(&mut tx, blank, edit).await?;
        let view = view::load_one(&mut tx.store, self.visibility.domain(), person).await?;
        tx.commit_or_defer().await?;
        Ok(view)
    }

    /// Updates the person with the edit's `custom_id`. Creates a contact if no person has it or the
    /// edit has none.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every error; then nothing is stored.
    pub async fn update_or_create(&self, edit: &PersonEdit) -> Result<Upserted, Error> {
        let ctx = &self.visibility.ctx;
        let mut tx = ctx.begin().await?;
        let present = match &edit.custom_id {
            Patch::Set(id) => {
                self.visibility.try_find(&mut tx.store, &PersonRef::CustomId(id.clone())).await?
            }
            Patch::Keep | Patch::Clear => None,
        };
        let created = present.is_none();
        let person = if let Some(before) = present {
            apply::update(&mut tx, before, edit).await?
        } else {
            let blank = blank::new(ctx.environment(), None, tx.now);
            apply::create(&mut tx, blank, edit).await?
        };
        tx.commit_or_defer().await?;
        Ok(Upserted { number: person.number, created })
    }
}
