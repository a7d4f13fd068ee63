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

use roster_model::{Actor, Fault, Person, PersonEdit, PersonRef, PersonView};

use crate::{Directory, reach::Reach, work::Work};

pub(crate) use tags::{named, named_all};

/// The people of a domain.
pub struct People<'a> {
    reach: Reach<'a>,
}

impl Directory {
    /// The people of the actor's domain; those without a username alone, for a key that sees no
    /// others. Needs `edit_commcare_users` and `access_all_locations`.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub fn people(&self, actor: &Actor) -> Result<People<'_>, Fault> {
        Ok(People { reach: Reach::new(self, actor)? })
    }
}

impl People<'_> {
    /// The person.
    ///
    /// # Errors
    /// [`Fault::Missing`].
    pub async fn find(&self, whom: &PersonRef) -> Result<PersonView, Fault> {
        let mut tx = self.reach.scope.read().await?;
        let person = self.reach.find(&mut tx, whom).await?;
        views::one(&mut tx, self.reach.domain(), person).await
    }

    /// Changes a person, all or nothing. An edit that changes nothing leaves no trace.
    ///
    /// # Errors
    /// [`Fault::Missing`]; [`Fault::Invalid`] with every flaw.
    pub async fn edit(&self, whom: &PersonRef, edit: &PersonEdit) -> Result<PersonView, Fault> {
        let mut work = self.reach.scope.begin().await?;
        let before = self.take(&mut work, whom).await?;
        let person = decide::edit(&mut work, before, edit).await?;
        let view = views::one(&mut work.tx, self.reach.domain(), person).await?;
        work.commit().await?;
        Ok(view)
    }

    /// The person, to be changed: as the client has read them, where it says so.
    async fn take(&self, work: &mut Work, whom: &PersonRef) -> Result<Person, Fault> {
        take(&self.reach, work, whom).await
    }
}

/// The person, of whom something is changed: as the client has read them, where it says so.
///
/// # Errors
/// [`Fault::Missing`]; [`Fault::Stale`].
pub(crate) async fn take(
    reach: &Reach<'_>,
    work: &mut Work,
    whom: &PersonRef,
) -> Result<Person, Fault> {
    let person = reach.find(&mut work.tx, whom).await?;
    if work.is_conditional() {
        let view = views::one(&mut work.tx, reach.domain(), person.clone()).await?;
        work.check(&view)?;
    }
    Ok(person)
}
