//! One edit of many people.

use std::collections::HashSet;

use roster_model::{Error, FieldError, PersonEdit, PersonRef, Problem};

use super::{People, decide};

/// The most people in one request.
const MOST: usize = 10_000;

impl People<'_> {
    /// Makes the same change of all these people, or of none; those who are not there are skipped.
    /// Tells how many were there.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the flaws of the first person whom it does not fit: that of `ids`
    /// for too many.
    pub async fn edit_all(&self, whom: &[PersonRef], edit: &PersonEdit) -> Result<u64, Error> {
        if whom.len() > MOST {
            return Err(Error::Invalid(vec![FieldError::new("ids", Problem::TooMany(MOST))]));
        }
        // Flaws of the edit itself are told though nobody is there whom it could change.
        if !edit.errors.is_empty() {
            return Err(Error::Invalid(edit.errors.clone()));
        }
        let mut tx = self.visibility.ctx.begin().await?;
        let mut changed = HashSet::new();
        for whom in whom {
            let Some(before) = self.visibility.look(&mut tx.store, whom).await? else { continue };
            if changed.insert(before.number) {
                decide::edit(&mut tx, before, edit).await?;
            }
        }
        tx.commit().await?;
        Ok(changed.len() as u64)
    }
}
