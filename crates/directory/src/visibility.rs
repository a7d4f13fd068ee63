//! The people that a caller of the User.com dialect can see.

use roster_model::{Actor, Denial, Error, Permission, Person, PersonRef, Who};
use roster_store::{
    Tx,
    people::{self, Among},
};

use crate::{Directory, op_context::OpContext};

/// The error of a change that concerns workers, for an actor who sees contacts only.
pub(crate) fn invisible() -> Error {
    Error::Forbidden(Denial::PermissionMissing(Permission::EDIT_COMMCARE_USERS.as_str()))
}

/// A domain, and the people in it that the actor can see: all, or only those without a username.
pub(crate) struct Visibility<'a> {
    pub(crate) ctx: OpContext<'a>,
    pub(crate) among: Among,
}

impl<'a> Visibility<'a> {
    /// Requires `edit_commcare_users`, for reading too, and `access_all_locations`, because contacts
    /// have no location.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub(crate) fn new(directory: &'a Directory, actor: &Actor) -> Result<Self, Error> {
        let ctx = directory.ctx(actor, Permission::EDIT_COMMCARE_USERS)?;
        directory.ctx(actor, Permission::ACCESS_ALL_LOCATIONS)?;
        let among = match &actor.who {
            Who::AppKey { contacts_only: true, .. } => Among::Contacts,
            _ => Among::All,
        };
        Ok(Self { ctx, among })
    }

    /// The number of the domain.
    pub(crate) fn domain(&self) -> i64 {
        self.ctx.domain().number
    }

    /// Whether the actor can see the person.
    pub(crate) fn sees(&self, person: &Person) -> bool {
        self.among == Among::All || person.worker.is_none()
    }

    /// Fails if the actor cannot see the person.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub(crate) fn check(&self, person: &Person) -> Result<(), Error> {
        if self.sees(person) { Ok(()) } else { Err(invisible()) }
    }

    /// Returns the person; `None` when the actor can see none.
    pub(crate) async fn try_find(
        &self,
        tx: &mut Tx,
        person: &PersonRef,
    ) -> Result<Option<Person>, Error> {
        let domain = self.domain();
        let found = match person {
            PersonRef::Number(number) => people::find_by_number(tx, domain, *number).await,
            PersonRef::CustomId(id) => people::find_by_custom_id(tx, domain, id).await,
            PersonRef::Key(key) => people::find_by_key(tx, domain, key).await,
        };
        Ok(found?.filter(|person| self.sees(person)))
    }

    /// Returns the people that the actor can see, in the order of the references; others are left out.
    pub(crate) async fn find_many(
        &self,
        tx: &mut Tx,
        references: &[PersonRef],
    ) -> Result<Vec<Person>, Error> {
        let (mut numbers, mut custom_ids, mut keys) = (Vec::new(), Vec::new(), Vec::new());
        for reference in references {
            match reference {
                PersonRef::Number(number) => numbers.push(*number),
                PersonRef::CustomId(id) => custom_ids.push(id.clone()),
                PersonRef::Key(_) => keys.push(reference),
            }
        }
        let domain = self.domain();
        let mut found = Vec::new();
        if !numbers.is_empty() {
            found.extend(people::find_by_numbers(tx, domain, numbers).await?);
        }
        if !custom_ids.is_empty() {
            found.extend(people::find_by_custom_ids(tx, domain, custom_ids).await?);
        }
        for key in keys {
            found.extend(self.try_find(tx, key).await?);
        }
        let place = |person: &Person| {
            references.iter().position(|reference| match reference {
                PersonRef::Number(number) => person.number == *number,
                PersonRef::CustomId(id) => person.custom_id.as_deref() == Some(id),
                PersonRef::Key(key) => person.key == *key,
            })
        };
        found.retain(|person| self.sees(person));
        found.sort_by_cached_key(place);
        Ok(found)
    }

    /// Returns the person.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the actor can see none.
    pub(crate) async fn find(&self, tx: &mut Tx, person: &PersonRef) -> Result<Person, Error> {
        self.try_find(tx, person).await?.ok_or(Error::not_found("user"))
    }
}
