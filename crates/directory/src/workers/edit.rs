//! Changing a worker.

use roster_model::{Error, FieldError, Kind, Person, Problem, WorkerEdit};
use roster_store::people;

use super::{WorkerView, Workers, check, decide, places, references, save};
use crate::{schema, unit_of_work::WriteTx};

impl Workers<'_> {
    /// Changes a worker, all or nothing; what the edit does not name stays.
    ///
    /// # Errors
    /// [`Error::NotFound`] when there is none in this domain that the caller reaches;
    /// [`Error::Forbidden`] when they would be moved beyond that reach; [`Error::Invalid`] with every
    /// flaw.
    pub async fn edit(&self, id: &str, edit: WorkerEdit) -> Result<WorkerView, Error> {
        let hash = self.hash_for_edit(id, &edit).await?;
        let mut tx = self.ctx.begin().await?;
        self.load(&mut tx.store, id).await?;
        check(&mut tx, id).await?;
        let kept = self.edit_in(&mut tx, id, &edit, hash.as_deref()).await?;
        tx.commit().await?;
        Ok(kept)
    }

    /// The hash of the new password. Hashing takes long and nobody should wait for it, so it comes
    /// before the transaction, and not at all for a request that is refused anyway.
    pub(super) async fn hash_for_edit(
        &self,
        id: &str,
        edit: &WorkerEdit,
    ) -> Result<Option<String>, Error> {
        let Some(password) = &edit.password else { return Ok(None) };
        self.find(id, false).await?;
        if !edit.errors.is_empty() {
            return Ok(None);
        }
        self.ctx.directory().hash_password(password).await.map(Some)
    }

    /// Changes a worker within a transaction; a refused change leaves nothing in it.
    pub(crate) async fn edit_in(
        &self,
        tx: &mut WriteTx,
        id: &str,
        edit: &WorkerEdit,
        hash: Option<&str>,
    ) -> Result<WorkerView, Error> {
        let domain = tx.number();
        let before = self.load(&mut tx.store, id).await?;
        let mut references = references::load(tx, edit).await?;
        let mut after = before.clone();
        let errors = confirmation_flaws(&before, edit);
        decide::apply(&mut after, edit, self.ctx.domain(), &references, errors)?;
        places::check_move(&mut tx.store, self.ctx.actor(), Some(&before), &after).await?;
        schema::register_used(tx, &mut references.schema, &after.custom).await?;
        let mut fields = changed(&before, &after);
        if let Some(hash) = hash {
            fields.push("password".to_owned());
            people::set_password(&mut tx.store, domain, &before.id, hash).await?;
        }
        let person = keep(tx, &before, after, fields).await?;
        Ok(WorkerView { person, schema: references.schema.into(), activity: None })
    }
}

/// Keeps the change; a new password alone is a change too.
async fn keep(
    tx: &mut WriteTx,
    before: &Person,
    mut after: Person,
    fields: Vec<String>,
) -> Result<Person, Error> {
    if *before == after && !fields.is_empty() {
        after.updated_at = tx.now;
        let domain = tx.number();
        people::update(&mut tx.store, domain, before, &after).await?;
        tx.log_person(Kind::PersonUpdated, &after, fields);
        return Ok(after);
    }
    save(tx, before, after, fields).await
}

/// A confirmation can be sent again only while it is awaited, and only to an address.
fn confirmation_flaws(person: &Person, edit: &WorkerEdit) -> Vec<FieldError> {
    if !edit.send_confirmation {
        return Vec::new();
    }
    let awaited = person.worker.as_ref().is_some_and(|worker| worker.unconfirmed);
    let has_address = match &edit.email {
        Some(email) => email.is_some(),
        None => person.email.is_some(),
    };
    let problem = match (awaited, has_address) {
        (false, _) => Problem::AlreadyConfirmed,
        (true, false) => Problem::ConfirmationNeedsEmail,
        (true, true) => return Vec::new(),
    };
    vec![FieldError::new("send_confirmation_email_now", problem)]
}

/// The names of the fields that differ.
pub(super) fn changed(before: &Person, after: &Person) -> Vec<String> {
    let (Some(old), Some(new)) = (&before.worker, &after.worker) else { return Vec::new() };
    let differences = [
        ("first_name", before.first_name != after.first_name),
        ("last_name", before.last_name != after.last_name),
        ("email", before.email != after.email),
        ("phone_numbers", before.phones != after.phones),
        ("user_data", before.custom != after.custom || old.profile != new.profile),
        ("language", old.language != new.language),
        ("role", old.role != new.role),
        ("groups", old.groups != new.groups),
        ("locations", old.locations != new.locations),
        ("primary_location", old.primary_location != new.primary_location),
    ];
    let differing = differences.into_iter().filter(|(_, differs)| *differs);
    differing.map(|(name, _)| name.to_owned()).collect()
}
