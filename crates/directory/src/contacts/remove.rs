//! Removing a person.

use roster_model::{Error, PersonRef};

use super::{People, keep};

impl People<'_> {
    /// Removes a person. A worker is a worker no more, and the username stays taken.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete(&self, whom: &PersonRef) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let person = self.take(&mut tx, whom).await?;
        keep::remove(&mut tx, &person).await?;
        tx.commit().await
    }
}
