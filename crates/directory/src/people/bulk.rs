//! One edit of many people.

use std::collections::HashSet;

use roster_model::{Error, FieldError, PersonEdit, PersonRef, Problem};

use super::{People, apply};

/// The most people in one request.
const MAX_PEOPLE: usize = 10_000;

impl People<'_> {
    /// Applies one edit to all these people, or to none of them. Skips unknown people. Returns how
    /// many people were found.
    ///
    /// # Errors
    /// [`Error::Invalid`] with the errors of the first person that the edit does not fit, or with
    /// `ids` for too many people.
    pub async fn edit_all(&self, people: &[PersonRef], edit: &PersonEdit) -> Result<u64, Error> {
        if people.len() > MAX_PEOPLE {
            return Err(Error::Invalid(vec![FieldError::new("ids", Problem::TooMany(MAX_PEOPLE))]));
        }
        // An invalid edit is rejected even if it applies to no person.
        if !edit.errors.is_empty() {
            return Err(Error::Invalid(edit.errors.clone()));
        }
        let mut tx = self.visibility.ctx.begin().await?;
        let mut found = HashSet::new();
        for person in people {
            let Some(before) = self.visibility.try_find(&mut tx.store, person).await? else {
                continue;
            };
            if found.insert(before.number) {
                apply::update(&mut tx, before, edit).await?;
            }
        }
        tx.commit_or_defer().await?;
        Ok(found.len() as u64)
    }
}
