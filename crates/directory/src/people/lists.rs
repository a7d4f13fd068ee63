//! The lists of a person.

use roster_model::{Error, List, PersonRef};

use super::{People, tags::add_number, write};
use crate::lists::load;

impl People<'_> {
    /// Adds a person to the list with this number. Changes nothing if the person is on it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person or list.
    pub async fn add_to_list(&self, person: &PersonRef, number: i64) -> Result<List, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, person).await?;
        let list = load(&mut tx.store, self.visibility.domain(), number).await?;
        let mut after = before.clone();
        add_number(&mut after.usercom.lists, list.number);
        write::update(&mut tx, before, after).await?;
        tx.commit_or_defer().await?;
        Ok(list)
    }

    /// Removes a person from the list with this number. Changes nothing if the person is not on it.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person or list.
    pub async fn remove_from_list(&self, person: &PersonRef, number: i64) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, person).await?;
        let list = load(&mut tx.store, self.visibility.domain(), number).await?;
        let mut after = before.clone();
        after.usercom.lists.retain(|other| *other != list.number);
        write::update(&mut tx, before, after).await?;
        tx.commit_or_defer().await
    }
}
