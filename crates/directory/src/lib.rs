//! What may happen in the directory, to whom, by whom.
//!
//! Everything is done through a handle that carries the domain and the actor: [`Directory::workers`]
//! and its siblings check the right when the handle is made, so that without it the method does not
//! exist. One method is one transaction and leaves its entries in the one change log.
//!
//! Nothing here speaks HTTP, JSON, XML or SQL text.

mod access;
mod admin;
mod admission;
mod admitted;
mod app_keys;
mod attempt;
mod attributes;
mod bulk;
mod changes;
mod companies;
mod credentials;
mod digest;
mod domains;
mod environment;
mod events;
mod fields;
mod groups;
mod guesses;
mod hashing;
mod hq_import;
mod import;
mod judgement;
mod key_uses;
mod keys;
mod lists;
mod location_assignment;
mod location_types;
mod locations;
mod member_keys;
mod memory;
mod nonces;
mod op_context;
mod passwords;
mod people;
mod people_view;
mod recognition;
mod revision;
mod roles;
mod schema;
mod seal;
mod sessions;
mod settings;
mod sign_in;
mod statistics;
mod tags;
mod text;
mod totp;
mod unit_of_work;
mod usernames;
mod visibility;
mod waits;
mod web_accounts;
mod web_user_edit;
mod web_users;
mod workers;

use std::sync::Arc;

use jiff::Timestamp;
use roster_model::{Actor, Denial, Error, Permission, SecretString};
use roster_store::Store;

pub use admin::Admin;
pub use admission::Account;
pub use app_keys::{AppKeys, ListedAppKey};
pub use attempt::{Attempt, Claim, Condition, Once};
pub use attributes::Attributes;
pub use bulk::BulkUsers;
pub use changes::{ChangePage, Changes, History};
pub use companies::Companies;
pub use credentials::{Credentials, DigestAlgorithm, DigestAnswer, DigestChallenge};
pub use environment::{Clock, Environment, Rng, SystemClock, SystemRng};
pub use events::Events;
pub use fields::Fields;
pub use groups::{GroupList, Groups};
pub use hq_import::{HqImport, HqSummaries, LinkHolder};
pub use import::{Import, ImportReport, Imports};
pub use keys::ListedKey;
pub use lists::Lists;
pub use location_types::LocationTypes;
pub use locations::{
    LocationPage, LocationTree, LocationView, Locations, MappedPlace, PlaceMap, PlaceSheet,
};
pub use member_keys::Keys;
pub use people::People;
pub use people_view::{Choices, LocationOption, PeopleView, PeopleViewPage, Sheet, Truncated};
pub use revision::Revision;
pub use roles::{RoleSheet, Roles};
pub use sessions::{ListedSession, Session};
pub use settings::DomainSettings;
pub use sign_in::{Offer, Opened, SecondFactor, SignedIn, Visitor};
pub use statistics::{Statistics, Trends};
pub use tags::Tags;
pub use usernames::Usernames;
pub use web_users::{WebUserList, WebUserView, WebUsers};
pub use workers::{Activity, BulkOutcome, Export, WorkerPage, WorkerView, Workers};

use access::Access;
use attempt::{Course, UnderWay};
use memory::Memory;
use op_context::OpContext;

/// The directory: a store, and the rules of what may happen in it. Cheap to clone.
#[derive(Clone)]
pub struct Directory {
    inner: Arc<Inner>,
    /// The attempt within which changes are made; without one they are committed at once.
    course: Option<Arc<Course>>,
}

struct Inner {
    store: Store,
    environment: Environment,
    access: Access,
    memory: Memory,
    under_way: UnderWay,
}

impl Directory {
    /// The directory kept in `store`, with the secret that the store keeps itself.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] when the store does not answer.
    pub async fn open(store: Store, environment: Environment) -> Result<Self, Error> {
        Self::open_with_secret(store, environment, None).await
    }

    /// The directory kept in `store`, with a secret that is kept elsewhere: whoever steals the
    /// store does not get what it seals. Every process of the store must be given the same one.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] when the store does not answer.
    pub async fn open_with_secret(
        store: Store,
        environment: Environment,
        secret: Option<&SecretString>,
    ) -> Result<Self, Error> {
        let access = Access::open(&store, &environment, secret).await?;
        let under_way = UnderWay::default();
        let inner =
            Arc::new(Inner { store, environment, access, memory: Memory::new(), under_way });
        Ok(Self { inner, course: None })
    }

    /// Whether the store answers.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it does not.
    pub async fn ready(&self) -> Result<(), Error> {
        Ok(self.store().ping().await?)
    }

    /// What time it is, by the clock of the directory.
    pub fn now(&self) -> Timestamp {
        self.environment().now()
    }

    /// The workers of the actor's domain. Needs `edit_commcare_users`: the live service asks for
    /// it for reading too. Whoever is confined to locations reaches the workers there, and no others.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn workers(&self, actor: &Actor) -> Result<Workers<'_>, Error> {
        Ok(Workers::new(self.ctx(actor, Permission::EDIT_COMMCARE_USERS)?))
    }

    /// Imports of workers into the actor's domain. Needs `edit_commcare_users`, and to be confined to
    /// no location.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn imports(&self, actor: &Actor) -> Result<Imports<'_>, Error> {
        Imports::new(&self.ctx(actor, Permission::EDIT_COMMCARE_USERS)?)
    }

    /// The change log of the actor's domain. Needs `edit_commcare_users`, as the lists whose
    /// changes it tells, and to be confined to no location.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn changes(&self, actor: &Actor) -> Result<Changes<'_>, Error> {
        Ok(Changes::new(self.scope_of_all(actor, Permission::EDIT_COMMCARE_USERS)?))
    }

    /// The usernames of the actor's domain. Needs `view_commcare_users`, and to be confined to no
    /// location.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn usernames(&self, actor: &Actor) -> Result<Usernames<'_>, Error> {
        Ok(Usernames::new(self.scope_of_all(actor, Permission::VIEW_COMMCARE_USERS)?))
    }

    /// Workers and web users of the actor's domain, for searches. Needs `edit_commcare_users`, and to
    /// be confined to no location.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn bulk_users(&self, actor: &Actor) -> Result<BulkUsers<'_>, Error> {
        Ok(BulkUsers::new(self.scope_of_all(actor, Permission::EDIT_COMMCARE_USERS)?))
    }

    /// The custom fields and profiles of the actor's domain. Needs `edit_commcare_users`.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn fields(&self, actor: &Actor) -> Result<Fields<'_>, Error> {
        Ok(Fields::new(self.ctx(actor, Permission::EDIT_COMMCARE_USERS)?))
    }

    /// The groups of the actor's domain. Needs `edit_commcare_users`, not `edit_groups`: so the live
    /// service has it; and to be confined to no location.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn groups(&self, actor: &Actor) -> Result<Groups<'_>, Error> {
        Ok(Groups::new(self.scope_of_all(actor, Permission::EDIT_COMMCARE_USERS)?))
    }

    /// The locations of the actor's domain. Needs `edit_locations`, for reading too.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn locations(&self, actor: &Actor) -> Result<Locations<'_>, Error> {
        Ok(Locations::new(self.ctx(actor, Permission::EDIT_LOCATIONS)?))
    }

    /// The levels of the actor's location tree. Needs `edit_locations`, for reading too.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn location_types(&self, actor: &Actor) -> Result<LocationTypes<'_>, Error> {
        Ok(LocationTypes::new(self.ctx(actor, Permission::EDIT_LOCATIONS)?))
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn access(&self) -> &Access {
        &self.inner.access
    }

    pub(crate) fn memory(&self) -> &Memory {
        &self.inner.memory
    }

    /// Where time and randomness come from.
    pub fn environment(&self) -> &Environment {
        &self.inner.environment
    }

    pub(crate) fn under_way(&self) -> &UnderWay {
        &self.inner.under_way
    }

    pub(crate) fn course(&self) -> Option<&Arc<Course>> {
        self.course.as_ref()
    }

    /// The actor's domain, for one who holds `permission` there, or another that is as good.
    pub(crate) fn scope_for(
        &self,
        actor: &Actor,
        permission: Permission,
        or: Permission,
    ) -> Result<OpContext<'_>, Error> {
        let held = if actor.rights.has(or) { or } else { permission };
        self.ctx(actor, held)
    }

    /// The actor's domain, for one who holds `permission` in all of it.
    pub(crate) fn scope_of_all(
        &self,
        actor: &Actor,
        permission: Permission,
    ) -> Result<OpContext<'_>, Error> {
        let ctx = self.ctx(actor, permission)?;
        ctx.check_everywhere().map(|()| ctx)
    }

    /// The actor's domain, for one who holds `permission` there.
    pub(crate) fn ctx(
        &self,
        actor: &Actor,
        permission: Permission,
    ) -> Result<OpContext<'_>, Error> {
        if !actor.rights.has(permission) {
            return Err(Error::Forbidden(Denial::PermissionMissing(permission.as_str())));
        }
        Ok(OpContext::new(self, actor.clone()))
    }
}
