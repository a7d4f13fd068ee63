//! Deleted people, and undoing a deletion.

use jiff::{SignedDuration, Timestamp};
use roster_model::{Actor, Error, FieldError, Page, Permission, Person, Problem};
use roster_store::{
    deleted_people::{self, Related},
    people, record_bytes,
};

pub use roster_store::deleted_people::DeletedPerson;

use crate::{
    Directory,
    left_out::{LeftOut, Restored, remove_missing},
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

    /// Undoes the deletion of a worker or contact. References to records that are gone are left out.
    ///
    /// # Errors
    /// See [`DeletedRecord::find`].
    pub async fn restore(&self, id: &str) -> Result<Restored, Error> {
        let mut tx = self.ctx.begin().await?;
        let domain = tx.number();
        let mut record = DeletedRecord::find(&mut tx, id).await?;
        let left_out = std::mem::take(&mut record.left_out);
        let person = record.restore(&mut tx).await?;
        let left_out = left_out.with_names(&mut tx.store, domain).await?;
        tx.commit_or_defer().await?;
        Ok(Restored { person, left_out })
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
    /// The references that `restored` does not have.
    left_out: LeftOut,
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
        let left_out = remove_missing(&mut tx.store, domain, &mut restored).await?;
        Ok(Self { deleted, restored, left_out, related })
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
