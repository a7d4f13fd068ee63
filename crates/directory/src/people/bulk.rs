//! One edit of many people.

use std::collections::HashSet;

use roster_model::{Error, FieldError, Patch, PersonEdit, PersonRef, Problem};

use super::{
    People, apply,
    write::{Batch, PasswordChange},
};

/// The most people in one request.
const MAX_PEOPLE: usize = 10_000;

/// How many people are loaded and stored at a time.
const BATCH_SIZE: usize = 500;

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
        let mut loaded = apply::Loaded::default();
        // An id of the client's own is taken for the people after the first one.
        let is_unique = matches!(edit.custom_id, Patch::Set(_));
        for some in people.chunks(if is_unique { 1 } else { BATCH_SIZE }) {
            let mut batch = Batch::default();
            for before in self.visibility.find_many(&mut tx.store, some).await? {
                if !found.insert(before.number) {
                    continue;
                }
                let (after, joined) =
                    apply::plan_update(&mut tx, &before, edit, &mut loaded).await?;
                let related = apply::related(joined);
                batch.update(&mut tx, before, after, related, PasswordChange::Keep)?;
            }
            batch.flush(&mut tx).await?;
        }
        tx.commit_or_defer().await?;
        Ok(found.len() as u64)
    }
}
