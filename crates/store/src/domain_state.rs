//! The row of a domain that every write locks first: last numbers and totals.

use jiff::{SignedDuration, Timestamp};
use roster_model::Person;

use crate::{Error, Tx, Value, people::State};

/// Last numbers and totals of a domain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DomainState {
    /// Last number of the change log.
    pub seq: i64,
    /// The time of the last change.
    pub last_at: Timestamp,
    /// Last allocated number of a person.
    pub last_person: i64,
    /// Version of the activity data.
    pub activity: i64,
    /// Number of people without a username.
    pub contacts: i64,
    /// Number of active workers.
    pub active_workers: i64,
    /// Number of deactivated workers.
    pub archived_workers: i64,
    /// Size of the records, see [`roster_model::record_size`]; `None` before they are counted the first
    /// time, in a store of an earlier version.
    pub record_bytes: Option<i64>,
    /// Number of the last change of a record that responses about people show: a tag, a list, a
    /// company or a custom field.
    pub related_seq: i64,
    /// Number of the last change after which people have other positions in the list by number: a
    /// person was deleted or restored. New people are at its end.
    pub positions_seq: i64,
}

impl DomainState {
    /// The time of the next change: `now`, or at least the microsecond after the last change if the
    /// clock, at `clock`, was set back. So the times of the change log never go back.
    pub fn next_instant(&self, now: Timestamp, clock: Timestamp) -> Timestamp {
        if clock >= self.last_at {
            return now;
        }
        let next = self.last_at.checked_add(SignedDuration::from_micros(1));
        now.max(next.unwrap_or(self.last_at))
    }

    /// Adds to the size of the records.
    pub fn grow(&mut self, bytes: i64) {
        self.record_bytes = self.record_bytes.map(|size| size.saturating_add(bytes));
    }

    /// Adds a person to the totals.
    pub fn count(&mut self, person: &Person) {
        *self.total(person) += 1;
    }

    /// Removes a person from the totals.
    pub fn uncount(&mut self, person: &Person) {
        *self.total(person) -= 1;
    }

    fn total(&mut self, person: &Person) -> &mut i64 {
        match State::of_person(person) {
            State::Contact => &mut self.contacts,
            State::Active => &mut self.active_workers,
            State::Archived => &mut self.archived_workers,
        }
    }
}

/// The state of a domain, locked until the transaction ends: the next transaction waits and sees
/// the changes of this one. `None` when the domain does not exist.
pub async fn take(tx: &mut Tx, domain: i64) -> Result<Option<DomainState>, Error> {
    if let Some(state) = tx.locked_state(domain) {
        return Ok(Some(state));
    }
    let sql = "SELECT seq, last_person, activity, contacts, active_workers, archived_workers, last_at, \
               record_bytes, related_seq, positions_seq FROM domain_state WHERE domain = $1 FOR UPDATE";
    let state = tx.maybe(sql, &[domain.into()], state).await?;
    if let Some(state) = &state {
        tx.keep_state(domain, state);
    }
    Ok(state)
}

/// The state of a domain, without a lock.
pub async fn read(tx: &mut Tx, domain: i64) -> Result<Option<DomainState>, Error> {
    let sql = "SELECT seq, last_person, activity, contacts, active_workers, archived_workers, last_at, \
               record_bytes, related_seq, positions_seq FROM domain_state WHERE domain = $1";
    tx.maybe(sql, &[domain.into()], state).await
}

/// The last number of the change log. Data of the domain is unchanged while this number is, except
/// activity, which has its own version. `None` when the domain does not exist.
pub async fn seq(tx: &mut Tx, domain: i64) -> Result<Option<i64>, Error> {
    let sql = "SELECT seq FROM domain_state WHERE domain = $1";
    tx.maybe(sql, &[domain.into()], |row| row.int(0)).await
}

/// Saves the state.
pub async fn save(tx: &mut Tx, domain: i64, state: &DomainState) -> Result<(), Error> {
    let sql = "UPDATE domain_state SET seq = $2, last_person = $3, activity = $4, contacts = $5, \
               active_workers = $6, archived_workers = $7, last_at = $8, record_bytes = $9, \
               related_seq = $10, positions_seq = $11 WHERE domain = $1";
    let values = [
        domain.into(),
        state.seq.into(),
        state.last_person.into(),
        state.activity.into(),
        state.contacts.into(),
        state.active_workers.into(),
        state.archived_workers.into(),
        state.last_at.into(),
        state.record_bytes.into(),
        state.related_seq.into(),
        state.positions_seq.into(),
    ];
    tx.run_later(sql, &values).await?;
    tx.keep_state(domain, state);
    Ok(())
}

/// The next number of the domain's counter `name` (`field`, `profile`, `location`, ...), from 1.
pub async fn next_number(tx: &mut Tx, domain: i64, name: &str) -> Result<i64, Error> {
    let sql = "INSERT INTO counters (domain, name, value) VALUES ($1, $2, 1) \
               ON CONFLICT (domain, name) DO UPDATE SET value = counters.value + 1 \
               RETURNING value";
    tx.one(sql, &[domain.into(), Value::from(name)], |row| row.int(0)).await
}

fn state(row: &crate::Row<'_>) -> Result<DomainState, Error> {
    Ok(DomainState {
        seq: row.int(0)?,
        last_person: row.int(1)?,
        activity: row.int(2)?,
        contacts: row.int(3)?,
        active_workers: row.int(4)?,
        archived_workers: row.int(5)?,
        last_at: row.instant(6)?,
        record_bytes: row.maybe_int(7)?,
        related_seq: row.int(8)?,
        positions_seq: row.int(9)?,
    })
}
