//! Lists that people are on.

use roster_model::{Error, List, PersonRef};
use roster_store::{Tx, lists};

use super::{People, keep, tags::add_number};

impl People<'_> {
    /// Puts a person on the list of this number; one who is on it stays there.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person or list.
    pub async fn add_to_list(&self, whom: &PersonRef, number: i64) -> Result<List, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, whom).await?;
        let list = find(&mut tx.store, self.visibility.domain(), number).await?;
        let mut after = before.clone();
        add_number(&mut after.usercom.lists, list.number);
        keep::update(&mut tx, &before, after).await?;
        tx.commit().await?;
        Ok(list)
    }

    /// Takes a person off the list of this number; one who is not on it is left as they are.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is no such person or list.
    pub async fn remove_from_list(&self, whom: &PersonRef, number: i64) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, whom).await?;
        let list = find(&mut tx.store, self.visibility.domain(), number).await?;
        let mut after = before.clone();
        after.usercom.lists.retain(|other| *other != list.number);
        keep::update(&mut tx, &before, after).await?;
        tx.commit().await
    }
}

async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<List, Error> {
    lists::find(tx, domain, number).await?.ok_or(Error::not_found("list"))
}
