//! The rules of the directory: which actor may do which operation on which records.
//!
//! Every operation goes through a handle that carries the domain and the actor.
//! [`Directory::workers`] and its siblings check the permission when they create the handle. One
//! method is one transaction and appends its entries to the change log.
//!
//! This crate contains no HTTP, JSON, XML or SQL.

mod attributes;
mod auth;
mod bulk;
mod bulk_actions;
mod cache;
mod cache_memory;
mod changes;
mod companies;
mod deleted_people;
mod domains;
mod environment;
mod events;
mod field_rules;
mod fields;
mod groups;
mod hq_import;
mod import;
mod keys;
mod labels;
mod left_out;
mod lists;
mod location_assignment;
mod location_types;
mod locations;
mod op_context;
mod operations;
mod password_links;
mod people;
mod people_view;
mod record_names;
mod rendered;
mod revision;
mod roles;
mod saved_filters;
mod schema;
mod scim;
mod statistics;
mod store_state;
mod tags;
mod text;
mod turns;
mod unit_of_work;
mod usernames;
mod visibility;
mod web_users;
mod webhooks;
mod workers;

use std::sync::Arc;

use jiff::Timestamp;
use roster_model::{Actor, Denial, Error, Permission, SecretString};
use roster_store::{Store, store_identity::Identity};

pub use attributes::Attributes;
pub use auth::{
    Account, Credentials, DigestAlgorithm, DigestAnswer, DigestChallenge, ListedSession, Offer,
    Opened, ProviderAttempt, ProviderIdentity, ProviderSignIn, SecondFactor, SelfJoin, Session,
    SignedIn, Visitor,
};
pub use bulk::BulkUsers;
pub use bulk_actions::{BulkActions, BulkRun, BulkVerdict};
pub use cache_memory::CacheMemory;
pub use changes::{ChangePage, Changes, History};
pub use companies::Companies;
pub use deleted_people::{DeletedPeople, DeletedPerson};
pub use domains::DomainSettings;
pub use environment::{Clock, Environment, Rng, SystemClock, SystemRng};
pub use events::Events;
pub use fields::{FieldUsage, Fields};
pub use groups::{GroupSummaries, Groups, ImportedGroups};
pub use hq_import::{Forwarded, HqImport, HqSummaries};
pub use import::{Import, ImportReport, Imports, UndoReport};
pub use keys::{AppKeys, Keys, ListedAppKey, ListedKey};
pub use labels::Labels;
pub use left_out::{LeftOut, Restored};
pub use lists::Lists;
pub use location_types::LocationTypes;
pub use locations::{
    FoundLocation, LocationDetails, LocationNode, LocationPage, LocationRemoval, LocationTree,
    LocationTreePage, LocationView, Locations,
};
pub use operations::{Operations, ServerStatus};
pub use password_links::{IssuedLink, PasswordLinkHolder};
pub use people::People;
pub use people_view::{
    FilterOptions, LocationOption, PeopleView, PeopleViewPage, PersonDetails, Related, RelatedData,
    Truncated,
};
pub use record_names::{RecordNames, referenced_kind};
pub use rendered::{RenderPeople, RenderWorkers, RenderedPerson};
pub use revision::Revision;
pub use roles::{PRESETS, RolePreset, RoleSheet, Roles};
pub use roster_store::{Turn, Turns, last_backup::LastBackup};
pub use saved_filters::SavedFilters;
pub use scim::{HashedPassword, ScimGroups, ScimUsers, ScimWrite};
pub use statistics::{Statistics, Trends};
pub use tags::Tags;
pub use unit_of_work::{ClaimedKey, CommitOutcome, DeferredWrite, IdempotentRequest, Precondition};
pub use usernames::Usernames;
pub use web_users::{PasswordChange, WebUserList, WebUserView, WebUsers};
pub use webhooks::{Lease, SigningSecrets, WaitingWebhook, Webhooks};
pub use workers::{Activity, BulkOutcome, Export, RenderedPage, WorkerPage, WorkerView, Workers};

use auth::AuthState;
use cache::DomainCache;
use op_context::OpContext;
use rendered::RenderedCache;
use unit_of_work::{ClaimedKeys, CommitMode};

/// The directory: a store with the rules for its use. Cheap to clone.
#[derive(Clone)]
pub struct Directory {
    inner: Arc<Inner>,
    /// When writes through this value are committed.
    commit_mode: CommitMode,
}

struct Inner {
    store: Store,
    environment: Environment,
    auth: AuthState,
    cache: DomainCache,
    rendered: RenderedCache,
    claimed_keys: ClaimedKeys,
    identity: Identity,
}

impl Directory {
    /// Opens the directory in `store`, with the secret that the store contains.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn open(store: Store, environment: Environment) -> Result<Self, Error> {
        Self::open_with_secret(store, environment, None).await
    }

    /// Opens the directory in `store`, with a secret from outside the store, so that a stolen store
    /// does not reveal what is encrypted in it. All processes of a store need the same secret.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn open_with_secret(
        store: Store,
        environment: Environment,
        secret: Option<&SecretString>,
    ) -> Result<Self, Error> {
        let auth = AuthState::open(&store, &environment, secret).await?;
        let identity = store_state::open(&store, &environment).await?;
        let memory = CacheMemory::default();
        let inner = Inner {
            store,
            environment,
            auth,
            cache: DomainCache::new(memory.derived()),
            rendered: RenderedCache::new(memory.rendered()),
            claimed_keys: ClaimedKeys::default(),
            identity,
        };
        Ok(Self { inner: Arc::new(inner), commit_mode: CommitMode::Immediate })
    }

    /// Limits the memory for caches.
    pub fn set_cache_memory(&self, memory: CacheMemory) {
        self.inner.rendered.set_capacity(memory.rendered());
        self.inner.cache.set_capacity(memory.derived());
    }

    /// The memory that the caches of the directory use, in bytes, by the name of the cache.
    pub fn cache_bytes(&self) -> [(&'static str, u64); 2] {
        let Inner { rendered, cache, .. } = &*self.inner;
        [("rendered", rendered.bytes()), ("derived", cache.bytes())]
    }

    /// Checks that the store responds.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it does not.
    pub async fn ready(&self) -> Result<(), Error> {
        Ok(self.store().ping().await?)
    }

    /// Checks that the store can commit a write.
    ///
    /// # Errors
    /// [`Error::Unavailable`] when it cannot.
    pub async fn ready_to_write(&self) -> Result<(), Error> {
        Ok(self.store().probe_write().await?)
    }

    /// Changes after each commit: see [`Store::commits`].
    pub fn commits(&self) -> tokio::sync::watch::Receiver<u64> {
        self.store().commits()
    }

    /// The current time, by the clock of the environment.
    pub fn now(&self) -> Timestamp {
        self.environment().now()
    }

    /// The workers of the actor's domain. Requires `edit_commcare_users`, also for reading, as the
    /// live service does. An actor who is limited to locations reaches only the workers there.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn workers(&self, actor: &Actor) -> Result<Workers<'_>, Error> {
        Ok(Workers::new(self.ctx(actor, Permission::EDIT_COMMCARE_USERS)?))
    }

    /// Imports of workers into the actor's domain. Requires `edit_commcare_users` and access to all
    /// locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn imports(&self, actor: &Actor) -> Result<Imports<'_>, Error> {
        Imports::new(&self.ctx(actor, Permission::EDIT_COMMCARE_USERS)?)
    }

    /// The change log of the actor's domain. Requires `edit_commcare_users`, as the lists that it
    /// describes, and access to all locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn changes(&self, actor: &Actor) -> Result<Changes<'_>, Error> {
        Ok(Changes::new(self.ctx_everywhere(actor, Permission::EDIT_COMMCARE_USERS)?))
    }

    /// The usernames of the actor's domain. Requires `view_commcare_users` and access to all
    /// locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn usernames(&self, actor: &Actor) -> Result<Usernames<'_>, Error> {
        Ok(Usernames::new(self.ctx_everywhere(actor, Permission::VIEW_COMMCARE_USERS)?))
    }

    /// Searches workers and web users of the actor's domain. Requires `edit_commcare_users` and
    /// access to all locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn bulk_users(&self, actor: &Actor) -> Result<BulkUsers<'_>, Error> {
        Ok(BulkUsers::new(self.ctx_everywhere(actor, Permission::EDIT_COMMCARE_USERS)?))
    }

    /// The custom fields and profiles of the actor's domain. Requires `edit_commcare_users`; changes
    /// also require access to all locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn fields(&self, actor: &Actor) -> Result<Fields<'_>, Error> {
        Ok(Fields::new(self.ctx(actor, Permission::EDIT_COMMCARE_USERS)?))
    }

    /// The groups of the actor's domain. Requires `edit_commcare_users`, not `edit_groups`, as the
    /// live service does, and access to all locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn groups(&self, actor: &Actor) -> Result<Groups<'_>, Error> {
        Ok(Groups::new(self.ctx_everywhere(actor, Permission::EDIT_COMMCARE_USERS)?))
    }

    /// The locations of the actor's domain. Requires `edit_locations`, also for reading.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn locations(&self, actor: &Actor) -> Result<Locations<'_>, Error> {
        Ok(Locations::new(self.ctx(actor, Permission::EDIT_LOCATIONS)?))
    }

    /// The location types of the actor's domain. Requires `edit_locations`, also for reading.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn location_types(&self, actor: &Actor) -> Result<LocationTypes<'_>, Error> {
        Ok(LocationTypes::new(self.ctx(actor, Permission::EDIT_LOCATIONS)?))
    }

    pub(crate) fn store(&self) -> &Store {
        &self.inner.store
    }

    pub(crate) fn auth(&self) -> &AuthState {
        &self.inner.auth
    }

    pub(crate) fn cache(&self) -> &DomainCache {
        &self.inner.cache
    }

    pub(crate) fn rendered(&self) -> &RenderedCache {
        &self.inner.rendered
    }

    /// The clock and the random source.
    pub fn environment(&self) -> &Environment {
        &self.inner.environment
    }

    /// The identity of the store.
    pub(crate) fn identity(&self) -> &Identity {
        &self.inner.identity
    }

    pub(crate) fn claimed_keys(&self) -> &ClaimedKeys {
        &self.inner.claimed_keys
    }

    pub(crate) fn commit_mode(&self) -> &CommitMode {
        &self.commit_mode
    }

    /// The same directory, with writes that are committed in this mode.
    pub(crate) fn with_commit_mode(&self, commit_mode: CommitMode) -> Self {
        Self { inner: Arc::clone(&self.inner), commit_mode }
    }

    /// The context of an operation that requires one of two permissions. The error names the first.
    pub(crate) fn ctx_either(
        &self,
        actor: &Actor,
        permission: Permission,
        alternative: Permission,
    ) -> Result<OpContext<'_>, Error> {
        let held = if actor.rights.has(alternative) { alternative } else { permission };
        self.ctx(actor, held)
    }

    /// The context of an operation that requires `permission` and access to all locations.
    pub(crate) fn ctx_everywhere(
        &self,
        actor: &Actor,
        permission: Permission,
    ) -> Result<OpContext<'_>, Error> {
        let ctx = self.ctx(actor, permission)?;
        ctx.check_everywhere().map(|()| ctx)
    }

    /// The context of an operation that requires `permission`.
    pub(crate) fn ctx(
        &self,
        actor: &Actor,
        permission: Permission,
    ) -> Result<OpContext<'_>, Error> {
        if !actor.rights.has(permission) {
            return Err(Error::Forbidden(Denial::PermissionMissing(permission.as_str())));
        }
        self.require(permission);
        Ok(OpContext::new(self, actor.clone()))
    }

    /// Records that the request needs a permission, for the case that it is repeated.
    pub(crate) fn require(&self, permission: Permission) {
        self.commit_mode.require(|requirements| {
            requirements.permissions.insert(permission);
        });
    }
}
