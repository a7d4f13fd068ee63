//! Whom a caller of the User.com dialect sees.

use roster_model::{Actor, Denial, Error, Permission, Person, PersonRef, Who};
use roster_store::{
    Tx,
    people::{self, Among},
};

use crate::{Directory, op_context::OpContext};

/// A domain, and the people of it that the actor sees: everybody, or those without a username.
pub(crate) struct Visibility<'a> {
    pub(crate) ctx: OpContext<'a>,
    pub(crate) among: Among,
}

impl<'a> Visibility<'a> {
    /// Needs `edit_commcare_users`, for reading too; and `access_all_locations`, since contacts are
    /// in no location.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub(crate) fn new(directory: &'a Directory, actor: &Actor) -> Result<Self, Error> {
        let ctx = directory.ctx(actor, Permission::EDIT_COMMCARE_USERS)?;
        directory.ctx(actor, Permission::ACCESS_ALL_LOCATIONS)?;
        let among = match &actor.who {
            Who::AppKey { contacts_only: true, .. } => Among::Contacts,
            _ => Among::BulkUsers,
        };
        Ok(Self { ctx, among })
    }

    /// The number of the domain.
    pub(crate) fn domain(&self) -> i64 {
        self.ctx.domain().number
    }

    pub(crate) fn sees(&self, person: &Person) -> bool {
        self.among == Among::BulkUsers || person.worker.is_none()
    }

    /// Refuses what would change a person whom the actor does not see.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub(crate) fn check(&self, person: &Person) -> Result<(), Error> {
        if self.sees(person) {
            return Ok(());
        }
        let missing = Permission::EDIT_COMMCARE_USERS.as_str();
        Err(Error::Forbidden(Denial::PermissionMissing(missing)))
    }

    /// The person, if the actor sees them.
    pub(crate) async fn look(
        &self,
        tx: &mut Tx,
        whom: &PersonRef,
    ) -> Result<Option<Person>, Error> {
        let domain = self.domain();
        let found = match whom {
            PersonRef::Number(number) => people::find_by_number(tx, domain, *number).await,
            PersonRef::CustomId(id) => people::find_by_custom_id(tx, domain, id).await,
            PersonRef::Key(key) => people::find_by_key(tx, domain, key).await,
        };
        Ok(found?.filter(|person| self.sees(person)))
    }

    /// The person.
    ///
    /// # Errors
    /// [`Error::NotFound`] when the actor sees none.
    pub(crate) async fn find(&self, tx: &mut Tx, whom: &PersonRef) -> Result<Person, Error> {
        self.look(tx, whom).await?.ok_or(Error::not_found("user"))
    }
}
