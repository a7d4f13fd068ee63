//! Lists that people are on.

use roster_model::{Fault, List, PersonRef};
use roster_store::{Tx, lists};

use super::{People, keep, tags::add_number};
use crate::faults::fault;

impl People<'_> {
    /// Puts a person on the list of this number; one who is on it stays there.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such person or list.
    pub async fn add_to_list(&self, whom: &PersonRef, number: i64) -> Result<List, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, whom).await?;
        let list = find(&mut work.tx, self.reach.domain(), number).await?;
        let mut after = before.clone();
        add_number(&mut after.traits.lists, list.number);
        keep::update(&mut work, &before, after).await?;
        work.commit().await?;
        Ok(list)
    }

    /// Takes a person off the list of this number; one who is not on it is left as they are.
    ///
    /// # Errors
    /// [`Fault::Missing`] when there is no such person or list.
    pub async fn remove_from_list(&self, whom: &PersonRef, number: i64) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, whom).await?;
        let list = find(&mut work.tx, self.reach.domain(), number).await?;
        let mut after = before.clone();
        after.traits.lists.retain(|other| *other != list.number);
        keep::update(&mut work, &before, after).await?;
        work.commit().await
    }
}

async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<List, Fault> {
    lists::find(tx, domain, number).await.map_err(fault)?.ok_or(Fault::missing("list"))
}
