//! People in the User.com dialect, workers and contacts alike. Both dialects read and write the same
//! record, so CommCare clients see these changes too.
//!
//! [`write`] is the one writer of people for every dialect.

mod apply;
mod attributes;
pub(crate) mod blank;
mod bulk;
mod condition;
mod create;
pub(crate) mod detach;
mod filter_scan;
mod links;
mod lists;
mod merge;
mod page;
mod search;
mod segment;
pub(crate) mod tags;
mod view;
pub(crate) mod write;

use roster_model::{Actor, Error, Person, PersonEdit, PersonRef, PersonView};

use crate::{Directory, unit_of_work::WriteTx, visibility::Visibility};

/// The people of a domain.
pub struct People<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The people of the actor's domain. A contacts-only app key sees the people without a username
    /// only. Requires `edit_commcare_users` and `access_all_locations`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn people(&self, actor: &Actor) -> Result<People<'_>, Error> {
        Ok(People { visibility: Visibility::new(self, actor)? })
    }
}

impl People<'_> {
    /// Returns a person.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, person: &PersonRef) -> Result<PersonView, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let person = self.visibility.find(&mut tx, person).await?;
        view::load_one(&mut tx, self.visibility.domain(), person).await
    }

    /// Updates a person. An edit that changes nothing is not logged.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with every error; then nothing is stored.
    pub async fn edit(&self, person: &PersonRef, edit: &PersonEdit) -> Result<PersonView, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.load_for_update(&mut tx, person).await?;
        let person = apply::update(&mut tx, before, edit).await?;
        let view = view::load_one(&mut tx.store, self.visibility.domain(), person).await?;
        tx.commit_or_defer().await?;
        Ok(view)
    }

    /// Deletes a person. The username of a worker stays taken.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn delete(&self, person: &PersonRef) -> Result<(), Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let person = self.load_for_update(&mut tx, person).await?;
        write::delete(&mut tx, &person).await?;
        tx.commit_or_defer().await
    }

    async fn load_for_update(&self, tx: &mut WriteTx, person: &PersonRef) -> Result<Person, Error> {
        load_for_update(&self.visibility, tx, person).await
    }
}

/// Loads a person and evaluates the precondition of the request on the loaded row.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::PreconditionFailed`].
pub(crate) async fn load_for_update(
    visibility: &Visibility<'_>,
    tx: &mut WriteTx,
    person: &PersonRef,
) -> Result<Person, Error> {
    let person = visibility.find(&mut tx.store, person).await?;
    if tx.is_conditional() {
        let view = view::load_one(&mut tx.store, visibility.domain(), person.clone()).await?;
        tx.check_precondition(&view)?;
    }
    Ok(person)
}
