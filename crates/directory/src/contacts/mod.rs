//! People as User.com knows them, workers and contacts alike: one record for one person, so what is
//! changed here is what CommCare reads.

mod attributes;
mod create;
mod decide;
mod differences;
pub(crate) mod keep;
mod lists;
mod mass;
mod matching;
mod merge;
pub(crate) mod release;
mod remove;
mod search;
mod sift;
mod tags;
mod views;

use roster_model::{Actor, Error, Person, PersonEdit, PersonRef, PersonView};

use crate::{Directory, unit_of_work::WriteTx, visibility::Visibility};

pub(crate) use tags::{named, named_all};

/// The people of a domain.
pub struct People<'a> {
    visibility: Visibility<'a>,
}

impl Directory {
    /// The people of the actor's domain; those without a username alone, for a key that sees no
    /// others. Needs `edit_commcare_users` and `access_all_locations`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn people(&self, actor: &Actor) -> Result<People<'_>, Error> {
        Ok(People { visibility: Visibility::new(self, actor)? })
    }
}

impl People<'_> {
    /// The person.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub async fn find(&self, whom: &PersonRef) -> Result<PersonView, Error> {
        let mut tx = self.visibility.ctx.read().await?;
        let person = self.visibility.find(&mut tx, whom).await?;
        views::one(&mut tx, self.visibility.domain(), person).await
    }

    /// Changes a person, all or nothing. An edit that changes nothing leaves no trace.
    ///
    /// # Errors
    /// [`Error::NotFound`]; [`Error::Invalid`] with every flaw.
    pub async fn edit(&self, whom: &PersonRef, edit: &PersonEdit) -> Result<PersonView, Error> {
        let mut tx = self.visibility.ctx.begin().await?;
        let before = self.take(&mut tx, whom).await?;
        let person = decide::edit(&mut tx, before, edit).await?;
        let view = views::one(&mut tx.store, self.visibility.domain(), person).await?;
        tx.commit().await?;
        Ok(view)
    }

    /// The person, to be changed: as the client has read them, where it says so.
    async fn take(&self, tx: &mut WriteTx, whom: &PersonRef) -> Result<Person, Error> {
        take(&self.visibility, tx, whom).await
    }
}

/// The person, of whom something is changed: as the client has read them, where it says so.
///
/// # Errors
/// [`Error::NotFound`]; [`Error::PreconditionFailed`].
pub(crate) async fn take(
    visibility: &Visibility<'_>,
    tx: &mut WriteTx,
    whom: &PersonRef,
) -> Result<Person, Error> {
    let person = visibility.find(&mut tx.store, whom).await?;
    if tx.is_conditional() {
        let view = views::one(&mut tx.store, visibility.domain(), person.clone()).await?;
        tx.check(&view)?;
    }
    Ok(person)
}
