//! Deleted people, and undoing a deletion.

use std::collections::HashSet;

use jiff::{SignedDuration, Timestamp};
use roster_model::{Actor, Error, FieldError, Id, Page, Permission, Person, Problem, Worker};
use roster_store::{
    Tx,
    deleted_people::{self, Related},
    groups, lists, locations, people, profiles, record_bytes, roles, tags,
};

pub use roster_store::deleted_people::DeletedPerson;

use crate::{
    Directory,
    op_context::OpContext,
    people::write::{self, PasswordChange},
    unit_of_work::WriteTx,
};

/// For how long a deletion can be undone.
const RETENTION: SignedDuration = SignedDuration::from_hours(30 * 24);

/// The people of a domain who were deleted in the last 30 days.
pub struct DeletedPeople<'a> {
    ctx: OpContext<'a>,
}

impl Directory {
    /// The deleted people of the actor's domain. Requires `edit_commcare_users` and access to all
    /// locations.
    ///
    /// # Errors
    /// [`Error::Forbidden`].
    pub fn deleted_people(&self, actor: &Actor) -> Result<DeletedPeople<'_>, Error> {
        let ctx = self.ctx_everywhere(actor, Permission::EDIT_COMMCARE_USERS)?;
        Ok(DeletedPeople { ctx })
    }
}

impl DeletedPeople<'_> {
    /// A page of the people whose deletion can be undone, the latest deletion first.
    ///
    /// # Errors
    /// [`Error::Unavailable`] or [`Error::Internal`] of the store.
    pub async fn list(&self, offset: u64, limit: u32) -> Result<Page<DeletedPerson>, Error> {
        let (domain, since) = (self.ctx.domain().number, restorable_since(self.ctx.now()));
        let mut tx = self.ctx.read().await?;
        let offset = i64::try_from(offset).unwrap_or(i64::MAX);
        let window = (i64::from(limit), offset);
        let items = deleted_people::list(&mut tx, domain, since, window).await?;
        let total = deleted_people::count(&mut tx, domain, since).await?;
        Ok(Page { items, total: u64::try_from(total).unwrap_or(0), next: None })
    }

    /// Undoes the deletion of a worker or contact.
    ///
    /// # Errors
    /// See [`DeletedRecord::find`].
    pub async fn restore(&self, id: &str) -> Result<Person, Error> {
        let mut tx = self.ctx.begin().await?;
        let person = DeletedRecord::find(&mut tx, id).await?.restore(&mut tx).await?;
        tx.commit_or_defer().await?;
        Ok(person)
    }
}

/// The time after which a person must have been deleted to be restorable.
pub(crate) fn restorable_since(now: Timestamp) -> Timestamp {
    now.saturating_sub(RETENTION).unwrap_or(Timestamp::MIN)
}

/// A deleted person whose deletion can be undone now.
pub(crate) struct DeletedRecord {
    /// The record when it was deleted.
    pub(crate) deleted: Person,
    /// The record without references to records that are gone.
    pub(crate) restored: Person,
    related: Related,
}

impl DeletedRecord {
    /// Finds a deleted person by id.
    ///
    /// # Errors
    /// [`Error::NotFound`] when no such person was deleted in the last 30 days.
    pub(crate) async fn find(tx: &mut WriteTx, id: &str) -> Result<Self, Error> {
        let (domain, since) = (tx.number(), restorable_since(tx.now));
        let found = deleted_people::find(&mut tx.store, domain, id, since).await?;
        let (deleted, related) = found.ok_or(Error::not_found("deleted user"))?;
        let mut restored = deleted.clone();
        remove_missing(&mut tx.store, domain, &mut restored).await?;
        Ok(Self { deleted, restored, related })
    }

    /// Inserts the person again, with the password, companies, submissions and events.
    ///
    /// # Errors
    /// [`Error::Invalid`] when another person has the id or the custom id now.
    pub(crate) async fn restore(self, tx: &mut WriteTx) -> Result<Person, Error> {
        let Self { restored, related, .. } = self;
        let domain = tx.number();
        check_free(tx, &restored).await?;
        let password = PasswordChange::from_hash(related.password.as_deref());
        let person = write::reinsert(tx, restored, password).await?;
        deleted_people::restore_related(&mut tx.store, domain, &person.id, &related).await?;
        tx.state.grow(record_bytes::of_events(&mut tx.store, domain, &[&person]).await?);
        deleted_people::forget(&mut tx.store, domain, &person.id).await?;
        if related.has_activity() {
            tx.state.activity += 1;
        }
        Ok(person)
    }
}

/// Checks that no other person has an identity of the deleted one.
async fn check_free(tx: &mut WriteTx, person: &Person) -> Result<(), Error> {
    let (domain, store) = (tx.number(), &mut tx.store);
    let mut errors = Vec::new();
    let mut taken = |field: &str, text: &str| {
        errors.push(FieldError::new(field, Problem::Taken(text.to_owned())));
    };
    if people::find(store, domain, person.id.as_str()).await?.is_some() {
        taken("id", person.id.as_str());
    }
    if let Some(id) = &person.custom_id
        && people::find_by_custom_id(store, domain, id).await?.is_some()
    {
        taken("custom_id", id);
    }
    if people::find_by_key(store, domain, &person.key).await?.is_some() {
        taken("key", &person.key);
    }
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

/// Removes references to records that were deleted meanwhile.
pub(crate) async fn remove_missing(
    tx: &mut Tx,
    domain: i64,
    person: &mut Person,
) -> Result<(), Error> {
    let known = tags::find_many(tx, domain, person.usercom.tags.clone()).await?;
    person.usercom.tags.retain(|number| known.iter().any(|tag| tag.number == *number));
    let mut lists = Vec::new();
    for number in &person.usercom.lists {
        if lists::find(tx, domain, *number).await?.is_some() {
            lists.push(*number);
        }
    }
    person.usercom.lists = lists;
    match &mut person.worker {
        Some(worker) => remove_missing_of_worker(tx, domain, worker).await,
        None => Ok(()),
    }
}

async fn remove_missing_of_worker(
    tx: &mut Tx,
    domain: i64,
    worker: &mut Worker,
) -> Result<(), Error> {
    let texts = |ids: &[Id]| ids.iter().map(Id::to_string).collect::<Vec<_>>();
    let known: HashSet<String> =
        groups::existing(tx, domain, texts(&worker.groups)).await?.into_iter().collect();
    worker.groups.retain(|id| known.contains(id.as_str()));
    let known: HashSet<String> =
        locations::existing(tx, domain, texts(&worker.locations)).await?.into_iter().collect();
    worker.locations.retain(|id| known.contains(id.as_str()));
    if worker.primary_location.as_ref().is_some_and(|id| !worker.locations.contains(id)) {
        worker.primary_location = worker.locations.first().cloned();
    }
    if let Some(role) = &worker.role
        && roles::by_name(tx, domain, role).await?.is_none()
    {
        worker.role = None;
    }
    if let Some(profile) = worker.profile {
        let all = profiles::list(tx, domain).await?;
        worker.profile = all.iter().any(|known| known.number == profile).then_some(profile);
    }
    Ok(())
}
