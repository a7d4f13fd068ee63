//! Removing a person.

use roster_model::{Fault, PersonRef};

use super::{People, keep};

impl People<'_> {
    /// Removes a person. A worker is a worker no more, and the username stays taken.
    ///
    /// # Errors
    /// [`Fault::Missing`].
    pub async fn delete(&self, whom: &PersonRef) -> Result<(), Fault> {
        let mut work = self.reach.scope.begin().await?;
        let person = self.take(&mut work, whom).await?;
        keep::remove(&mut work, &person).await?;
        work.commit().await
    }
}
