//! Whom a caller of the User.com dialect sees.

use roster_model::{Actor, Denial, Fault, Permission, Person, PersonRef, Who};
use roster_store::{Tx, people, people::Among};

use crate::{Directory, faults::fault, scope::Scope};

/// A domain, and the people of it that the actor sees: everybody, or those without a username.
pub(crate) struct Reach<'a> {
    pub(crate) scope: Scope<'a>,
    pub(crate) among: Among,
}

impl<'a> Reach<'a> {
    /// Needs `edit_commcare_users`, for reading too; and `access_all_locations`, since contacts are
    /// in no location.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub(crate) fn new(directory: &'a Directory, actor: &Actor) -> Result<Self, Fault> {
        let scope = directory.scope(actor, Permission::EDIT_COMMCARE_USERS)?;
        directory.scope(actor, Permission::ACCESS_ALL_LOCATIONS)?;
        let among = match &actor.who {
            Who::AppKey { contacts_only: true, .. } => Among::Contacts,
            _ => Among::Everybody,
        };
        Ok(Self { scope, among })
    }

    /// The number of the domain.
    pub(crate) fn domain(&self) -> i64 {
        self.scope.domain().number
    }

    pub(crate) fn sees(&self, person: &Person) -> bool {
        self.among == Among::Everybody || person.worker.is_none()
    }

    /// Refuses what would change a person whom the actor does not see.
    ///
    /// # Errors
    /// [`Fault::Denied`].
    pub(crate) fn check(&self, person: &Person) -> Result<(), Fault> {
        if self.sees(person) {
            return Ok(());
        }
        let missing = Permission::EDIT_COMMCARE_USERS.as_str();
        Err(Fault::Denied(Denial::PermissionMissing(missing)))
    }

    /// The person, if the actor sees them.
    pub(crate) async fn look(
        &self,
        tx: &mut Tx,
        whom: &PersonRef,
    ) -> Result<Option<Person>, Fault> {
        let domain = self.domain();
        let found = match whom {
            PersonRef::Number(number) => people::find_by_number(tx, domain, *number).await,
            PersonRef::CustomId(id) => people::find_by_custom_id(tx, domain, id).await,
            PersonRef::Key(key) => people::find_by_key(tx, domain, key).await,
        };
        Ok(found.map_err(fault)?.filter(|person| self.sees(person)))
    }

    /// The person.
    ///
    /// # Errors
    /// [`Fault::Missing`] when the actor sees none.
    pub(crate) async fn find(&self, tx: &mut Tx, whom: &PersonRef) -> Result<Person, Fault> {
        self.look(tx, whom).await?.ok_or(Fault::missing("user"))
    }
}
