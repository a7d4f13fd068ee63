//! Making a contact.

use jiff::Timestamp;
use roster_model::{
    CustomData, Error, Patch, Person, PersonEdit, PersonRef, PersonView, Upserted, UsercomFields,
};

use super::{People, decide, views};

/// How many characters a person's key has.
const KEY_CHARS: usize = 12;

impl People<'_> {
    /// A contact of whom nothing is known yet: what a form begins with.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn unknown(&self) -> Result<PersonView, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let blank = self.blank(self.visibility.ctx.now());
        views::one(&mut tx, self.visibility.domain(), blank).await
    }

    /// Makes a contact, all or nothing. Nothing is required of one.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every flaw.
    pub async fn create(&self, edit: &PersonEdit) -> Result<PersonView, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let blank = self.blank(tx.now);
        let person = decide::create(&mut tx, blank, edit).await?;
        let view = views::one(&mut tx.store, self.visibility.domain(), person).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// Changes the person who has the edit's `custom_id`, or makes one when nobody has or the edit
    /// names none.
    ///
    /// # Errors
    /// [`Error::Invalid`] with every flaw.
    pub async fn update_or_create(&self, edit: &PersonEdit) -> Result<Upserted, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let present = match &edit.custom_id {
            Patch::Set(id) => {
                self.visibility.look(&mut tx.store, &PersonRef::CustomId(id.clone())).await?
            }
            Patch::Keep | Patch::Clear => None,
        };
        let created = present.is_none();
        let person = if let Some(before) = present {
            decide::edit(&mut tx, before, edit).await?
        } else {
            let blank = self.blank(tx.now);
            decide::create(&mut tx, blank, edit).await?
        };
        tx.commit().await?;
        Ok(Upserted { number: person.number, created })
    }

    fn blank(&self, now: Timestamp) -> Person {
        let environment = self.visibility.ctx.environment();
        Person {
            id: environment.id(),
            number: 0,
            key: environment.alphanumeric(KEY_CHARS),
            custom_id: None,
            first_name: String::new(),
            last_name: String::new(),
            email: None,
            phones: Vec::new(),
            custom: CustomData::new(),
            usercom: UsercomFields::default(),
            worker: None,
            created_at: now,
            updated_at: now,
        }
    }
}
