//! The one writer of people. It keeps the row, the totals of the domain and the change log together.
//!
//! Numbers, counts and log entries are decided in [`Batch`] alone. The functions for a single person
//! are batches of one.

use roster_model::{
    Channel, Diff, Error, FieldError, Id, Kind, Person, Username, limits, person_diff,
};
use roster_store::{
    deleted_people,
    people::{self, Version},
    record_bytes,
};

use crate::unit_of_work::{RESTORED, WriteTx};

/// What happens to the password of a person who is written.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum PasswordChange {
    /// The stored hash stays.
    #[default]
    Keep,
    /// This hash replaces the stored one.
    Set(String),
    /// The stored hash is deleted.
    Remove,
}

impl PasswordChange {
    /// `Set` with a new hash, `Keep` without one.
    pub(crate) fn from_hash(hash: Option<&str>) -> Self {
        hash.map_or(Self::Keep, |hash| Self::Set(hash.to_owned()))
    }
}

/// A person who was inserted or updated.
pub(crate) struct Written {
    /// The stored record before the update; `None` for an insert.
    pub(crate) before: Option<Person>,
    /// The stored record.
    pub(crate) after: Person,
    /// The number of the change log entry.
    pub(crate) seq: i64,
}

/// Writes of different people that go to the store together: as many statements as for one person.
#[derive(Default)]
pub(crate) struct Batch {
    inserted: Vec<Written>,
    reinserted: Vec<Written>,
    updated: Vec<Written>,
    erased: Vec<Person>,
    passwords: Vec<(Id, PasswordChange)>,
}

impl Batch {
    /// Inserts a person under the next number.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the person exceeds a limit.
    pub(crate) fn insert(
        &mut self,
        tx: &mut WriteTx,
        mut person: Person,
        password: PasswordChange,
    ) -> Result<(), Error> {
        reject(exceeded(tx, None, &person))?;
        tx.state.last_person += 1;
        person.number = tx.state.last_person;
        tx.state.count(&person);
        tx.log_person(Kind::PersonCreated, &person, Diff::created(&person));
        self.set_password(&person.id, password);
        self.inserted.push(Written { before: None, after: person, seq: tx.state.seq });
        Ok(())
    }

    /// Updates a person and sets `updated_at`, unless nothing changes. `related` names changes that
    /// are stored outside the record, such as `companies`. Returns the record if nothing changes.
    ///
    /// # Errors
    /// [`Error::Invalid`] when the person exceeds a limit; [`Error::Internal`] when the id, the
    /// number or the username differs: they are fixed.
    pub(crate) fn update(
        &mut self,
        tx: &mut WriteTx,
        before: Person,
        after: Person,
        related: &[&str],
        password: PasswordChange,
    ) -> Result<Option<Person>, Error> {
        reject(exceeded(tx, Some(&before), &after))?;
        self.restore(tx, before, after, related, password)
    }

    /// As [`Batch::update`], for an earlier state of the person: it was accepted once, so it is not
    /// compared with the limits.
    ///
    /// # Errors
    /// [`Error::Internal`] when the id, the number or the username differs.
    pub(crate) fn restore(
        &mut self,
        tx: &mut WriteTx,
        before: Person,
        mut after: Person,
        related: &[&str],
        password: PasswordChange,
    ) -> Result<Option<Person>, Error> {
        let is_same = before.id == after.id && before.number == after.number;
        if !is_same || username(&before) != username(&after) {
            return Err(Error::Internal("id, number and username of a person are fixed".into()));
        }
        let mut changed = person_diff(&before, &after);
        changed.fields.extend(related.iter().map(|field| (*field).to_owned()));
        if password != PasswordChange::Keep {
            changed.fields.push("password".to_owned());
        }
        if changed.is_empty() {
            return Ok(Some(after));
        }
        after.updated_at = tx.now;
        tx.state.uncount(&before);
        tx.state.count(&after);
        tx.log_person(Kind::PersonUpdated, &after, changed);
        self.set_password(&after.id, password);
        self.updated.push(Written { before: Some(before), after, seq: tx.state.seq });
        Ok(None)
    }

    /// Inserts a person who was deleted, under the same number and username.
    pub(crate) fn reinsert(
        &mut self,
        tx: &mut WriteTx,
        mut person: Person,
        password: PasswordChange,
    ) {
        person.updated_at = tx.now;
        tx.state.count(&person);
        let restored = Diff { fields: vec![RESTORED.to_owned()], ..Diff::created(&person) };
        tx.log_person(Kind::PersonCreated, &person, restored);
        self.set_password(&person.id, password);
        self.reinserted.push(Written { before: None, after: person, seq: tx.state.seq });
    }

    /// Deletes a person and releases the username, which a deletion does not.
    pub(crate) fn erase(&mut self, tx: &mut WriteTx, person: Person) {
        tx.state.uncount(&person);
        tx.log_person(Kind::PersonDeleted, &person, Diff::deleted(&person));
        self.erased.push(person);
    }

    /// Sends the writes to the store. Returns the inserted people, then the updated ones, each in the
    /// order of the calls.
    pub(crate) async fn flush(self, tx: &mut WriteTx) -> Result<Vec<Written>, Error> {
        let (domain, version) = (tx.number(), Version(tx.state.seq));
        let store = &mut tx.store;
        if !self.erased.is_empty() {
            let people: Vec<&Person> = self.erased.iter().collect();
            tx.state.grow(-record_bytes::of_events(store, domain, &people).await?);
            people::erase_many(store, domain, &people).await?;
        }
        if !self.inserted.is_empty() {
            let people: Vec<&Person> = self.inserted.iter().map(|write| &write.after).collect();
            people::insert_many(store, domain, version, &people).await?;
        }
        if !self.reinserted.is_empty() {
            let people: Vec<&Person> = self.reinserted.iter().map(|write| &write.after).collect();
            people::reinsert_many(store, domain, version, &people).await?;
        }
        if !self.updated.is_empty() {
            let pairs: Vec<(&Person, &Person)> = self
                .updated
                .iter()
                .filter_map(|write| Some((write.before.as_ref()?, &write.after)))
                .collect();
            people::update_many(store, domain, version, &pairs).await?;
        }
        let mut hashes: Vec<(&Id, &str)> = Vec::new();
        let mut removed: Vec<&Id> = Vec::new();
        for (id, change) in &self.passwords {
            match change {
                PasswordChange::Keep => {}
                PasswordChange::Set(hash) => hashes.push((id, hash)),
                PasswordChange::Remove => removed.push(id),
            }
        }
        people::remove_passwords(store, domain, removed.into_iter()).await?;
        if !hashes.is_empty() {
            people::set_passwords(store, domain, &hashes).await?;
        }
        Ok(self.inserted.into_iter().chain(self.reinserted).chain(self.updated).collect())
    }

    fn set_password(&mut self, id: &Id, password: PasswordChange) {
        if password != PasswordChange::Keep {
            self.passwords.push((id.clone(), password));
        }
    }
}

/// The errors of a person who exceeds a limit, under the names of the API of the request. A person
/// who exceeded it before may stay as large.
pub(crate) fn exceeded(tx: &WriteTx, before: Option<&Person>, after: &Person) -> Vec<FieldError> {
    let data_field = if tx.via() == Channel::UserCom.as_str() { "attributes" } else { "user_data" };
    limits::check_person(before, after, data_field, tx.domain.settings.custom_data_limit)
}

fn reject(errors: Vec<FieldError>) -> Result<(), Error> {
    if errors.is_empty() { Ok(()) } else { Err(Error::Invalid(errors)) }
}

fn username(person: &Person) -> Option<&Username> {
    person.worker.as_ref().map(|worker| &worker.username)
}

/// Inserts a person under the next number. Returns the stored record.
pub(crate) async fn insert(
    tx: &mut WriteTx,
    person: Person,
    password: PasswordChange,
) -> Result<Person, Error> {
    let mut batch = Batch::default();
    batch.insert(tx, person, password)?;
    only(batch.flush(tx).await?)
}

/// Updates a person, unless nothing changes. Returns the stored record.
pub(crate) async fn update(
    tx: &mut WriteTx,
    before: Person,
    after: Person,
) -> Result<Person, Error> {
    update_with(tx, before, after, &[], PasswordChange::Keep).await
}

/// Updates a person together with data outside the record: see [`Batch::update`]. Returns the stored
/// record.
pub(crate) async fn update_with(
    tx: &mut WriteTx,
    before: Person,
    after: Person,
    related: &[&str],
    password: PasswordChange,
) -> Result<Person, Error> {
    let mut batch = Batch::default();
    match batch.update(tx, before, after, related, password)? {
        Some(unchanged) => Ok(unchanged),
        None => only(batch.flush(tx).await?),
    }
}

/// Inserts a person who was deleted. Returns the stored record.
pub(crate) async fn reinsert(
    tx: &mut WriteTx,
    person: Person,
    password: PasswordChange,
) -> Result<Person, Error> {
    let mut batch = Batch::default();
    batch.reinsert(tx, person, password);
    only(batch.flush(tx).await?)
}

/// Deletes a person. The username of a worker stays taken, and the deletion can be undone.
pub(crate) async fn delete(tx: &mut WriteTx, person: &Person) -> Result<(), Error> {
    let (domain, now) = (tx.number(), tx.now);
    deleted_people::keep(&mut tx.store, domain, person, now, &tx.actor).await?;
    tx.state.grow(-record_bytes::of_events(&mut tx.store, domain, &[person]).await?);
    people::delete(&mut tx.store, domain, person).await?;
    tx.state.uncount(person);
    tx.log_person(Kind::PersonDeleted, person, Diff::deleted(person));
    Ok(())
}

/// Inserts a deleted worker again, under the old number and username.
pub(crate) async fn restore(
    tx: &mut WriteTx,
    person: &Person,
    password: Option<String>,
) -> Result<(), Error> {
    let domain = tx.number();
    // The number of the entry below.
    let version = Version(tx.state.seq + 1);
    people::restore(&mut tx.store, domain, version, person).await?;
    if let Some(hash) = password {
        people::set_password(&mut tx.store, domain, &person.id, &hash).await?;
    }
    tx.state.count(person);
    let restored = Diff { fields: vec![RESTORED.to_owned()], ..Diff::created(person) };
    tx.log_person(Kind::PersonCreated, person, restored);
    Ok(())
}

fn only(mut written: Vec<Written>) -> Result<Person, Error> {
    let last = written.pop().map(|write| write.after);
    last.ok_or_else(|| Error::Internal("a batch of one person was empty".into()))
}

#[cfg(test)]
mod tests;
