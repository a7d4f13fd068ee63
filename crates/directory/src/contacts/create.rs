//! Making a contact.

use jiff::Timestamp;
use roster_model::{
    CustomData, Fault, Patch, Person, PersonEdit, PersonRef, PersonView, Traits, Upserted,
};

use super::{People, decide, views};

/// How many characters a person's key has.
const KEY_CHARS: usize = 12;

impl People<'_> {
    /// A contact of whom nothing is known yet: what a form begins with.
    ///
    /// # Errors
    /// [`Fault::Busy`] or [`Fault::Broken`] of the store.
    pub async fn unknown(&self) -> Result<PersonView, Fault> {
        let mut tx = self.reach.scope.read().await?;
        let blank = self.blank(self.reach.scope.now());
        views::one(&mut tx, self.reach.domain(), blank).await
    }

    /// Makes a contact, all or nothing. Nothing is required of one.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every flaw.
    pub async fn create(&self, edit: &PersonEdit) -> Result<PersonView, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let blank = self.blank(work.now);
        let person = decide::create(&mut work, blank, edit).await?;
        let view = views::one(&mut work.tx, self.reach.domain(), person).await?;
        work.commit().await?;
        Ok(view)
    }

    /// Changes the person who has the edit's `custom_id`, or makes one when nobody has or the edit
    /// names none.
    ///
    /// # Errors
    /// [`Fault::Invalid`] with every flaw.
    pub async fn update_or_create(&self, edit: &PersonEdit) -> Result<Upserted, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let present = match &edit.custom_id {
            Patch::Set(id) => {
                self.reach.look(&mut work.tx, &PersonRef::CustomId(id.clone())).await?
            }
            Patch::Keep | Patch::Clear => None,
        };
        let created = present.is_none();
        let person = if let Some(before) = present {
            decide::edit(&mut work, before, edit).await?
        } else {
            let blank = self.blank(work.now);
            decide::create(&mut work, blank, edit).await?
        };
        work.commit().await?;
        Ok(Upserted { number: person.number, created })
    }

    fn blank(&self, now: Timestamp) -> Person {
        let environment = self.reach.scope.environment();
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
            traits: Traits::default(),
            worker: None,
            created_at: now,
            updated_at: now,
        }
    }
}
