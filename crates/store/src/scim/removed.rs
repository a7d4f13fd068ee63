//! Workers that SCIM clients deleted.

use jiff::Timestamp;
use roster_model::{CustomData, Id, Person, UsercomFields, Username, Worker, fold};

use crate::{
    Error, Row, Tx, Value,
    people::{State, as_removed, stored_doc},
};

/// A deleted worker.
#[derive(Clone, Debug, PartialEq)]
pub struct Removed {
    /// The worker as deleted; after 30 days the identities alone.
    pub person: Person,
    /// The password hash, as long as the rest of the worker is kept.
    pub hash: Option<String>,
}

/// Keeps a worker who is deleted at `now`.
pub async fn keep_removed(
    tx: &mut Tx,
    domain: i64,
    person: &Person,
    hash: Option<&str>,
    now: Timestamp,
) -> Result<(), Error> {
    let Some(worker) = &person.worker else { return Ok(()) };
    let sql = "INSERT INTO scim_removed (domain, person, number, key, custom_id, name, username, \
                   full_username, state, created_at, removed_at, doc, hash) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13) \
               ON CONFLICT (domain, person) DO UPDATE SET custom_id = excluded.custom_id, \
                   name = excluded.name, state = excluded.state, removed_at = excluded.removed_at, \
                   doc = excluded.doc, hash = excluded.hash";
    let values = [
        domain.into(),
        (&person.id).into(),
        person.number.into(),
        Value::from(person.key.as_str()),
        person.custom_id.as_deref().into(),
        fold(worker.user_name()).into(),
        worker.username.folded().into(),
        worker.username.as_str().into(),
        (State::of_person(person) as i64).into(),
        person.created_at.into(),
        now.into(),
        stored_doc(person).into(),
        hash.into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// The deleted worker with this `userName`, or else with this full username, ignoring case; of
/// several, the one deleted last. Workers that exist again are left out.
pub async fn find_removed(
    tx: &mut Tx,
    domain: i64,
    user_name: &str,
    full_username: &str,
) -> Result<Option<Removed>, Error> {
    let sql = "SELECT r.person, r.number, r.key, r.custom_id, r.full_username, r.state, \
                   r.created_at, r.doc, r.hash \
               FROM scim_removed r WHERE r.domain = $1 AND (r.name = $2 OR r.username = $3) \
               AND NOT EXISTS (SELECT 1 FROM people p WHERE p.domain = $1 AND p.id = r.person) \
               ORDER BY r.name = $2 DESC, r.removed_at DESC, r.person LIMIT 1";
    let (name, full_username) = (fold(user_name), fold(full_username));
    let values = [domain.into(), Value::sought(&name), Value::sought(&full_username)];
    tx.maybe(sql, &values, removed).await
}

/// Forgets a deleted worker who exists again.
pub async fn forget_removed(tx: &mut Tx, domain: i64, id: &Id) -> Result<(), Error> {
    let sql = "DELETE FROM scim_removed WHERE domain = $1 AND person = $2";
    tx.run(sql, &[domain.into(), id.into()]).await.map(drop)
}

/// Reduces workers that were deleted before `oldest` to their identities.
pub async fn purge_removed(tx: &mut Tx, domain: i64, oldest: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE scim_removed SET doc = NULL, hash = NULL, custom_id = NULL \
               WHERE domain = $1 AND removed_at < $2 AND doc IS NOT NULL";
    tx.run(sql, &[domain.into(), oldest.into()]).await.map(drop)
}

fn removed(row: &Row<'_>) -> Result<Removed, Error> {
    let created_at = row.instant(6)?;
    let identities = Person {
        id: row.id(0)?,
        number: row.int(1)?,
        key: row.text(2)?,
        custom_id: row.maybe_text(3)?,
        first_name: String::new(),
        last_name: String::new(),
        email: None,
        phones: Vec::new(),
        custom: CustomData::new(),
        usercom: UsercomFields::default(),
        worker: Some(Worker::new(Username::new_unchecked(row.text(4)?))),
        created_at,
        updated_at: created_at,
    };
    let doc = row.maybe_str(7)?.unwrap_or("{}");
    let person = as_removed(&identities, row.int(5)?, doc)?;
    Ok(Removed { person, hash: row.maybe_text(8)? })
}
