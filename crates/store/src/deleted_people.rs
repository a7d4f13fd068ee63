//! Deleted people, kept so that a deletion can be undone.

use jiff::Timestamp;
use roster_model::{Id, Person};
use serde::{Deserialize, Serialize};

use crate::{
    Error, Row, Tx, Value, activity,
    people::{self, COLUMNS, State, WIDTH},
};

/// A deleted person.
#[derive(Clone, Debug, PartialEq)]
pub struct DeletedPerson {
    /// The record before the deletion.
    pub person: Person,
    /// When the person was deleted.
    pub deleted_at: Timestamp,
    /// The caller who deleted the person.
    pub deleted_by: String,
}

/// What was deleted with a person.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct Related {
    /// The password hash.
    pub password: Option<String>,
    /// The companies by number, each with the time of joining in microseconds.
    companies: Vec<(i64, i64)>,
    /// The submissions: form, received and completed in microseconds.
    activity: Vec<(String, i64, Option<i64>)>,
    /// The occurrences of events: number, event, time in microseconds, and data as JSON text.
    occurrences: Vec<(i64, i64, i64, String)>,
}

impl Related {
    /// Whether the person had submitted forms.
    pub fn has_activity(&self) -> bool {
        !self.activity.is_empty()
    }
}

/// Keeps a person who is about to be deleted, with all rows that refer to the person.
pub async fn keep(
    tx: &mut Tx,
    domain: i64,
    person: &Person,
    at: Timestamp,
    by: &str,
) -> Result<(), Error> {
    let related = load_related(tx, domain, &person.id).await?;
    forget(tx, domain, &person.id).await?;
    let sql = "INSERT INTO deleted_people (domain, id, number, key, custom_id, state, username, \
               created_at, updated_at, doc, related, deleted_at, deleted_by) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13)";
    let values = [
        domain.into(),
        (&person.id).into(),
        person.number.into(),
        Value::from(person.key.as_str()),
        person.custom_id.as_deref().into(),
        (State::of_person(person) as i64).into(),
        person.worker.as_ref().map(|worker| worker.username.as_str()).into(),
        person.created_at.into(),
        person.updated_at.into(),
        people::stored_doc(person).into(),
        Value::json(&related),
        at.into(),
        by.into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// The person with this id who was deleted after `since`, with what was deleted along.
pub async fn find(
    tx: &mut Tx,
    domain: i64,
    id: &str,
    since: Timestamp,
) -> Result<Option<(Person, Related)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, p.related FROM deleted_people p \
         WHERE p.domain = $1 AND p.id = $2 AND p.deleted_at > $3"
    );
    let values = [domain.into(), Value::sought(id), since.into()];
    tx.maybe(&sql, &values, |row| Ok((people::person(row)?, row.json(WIDTH)?))).await
}

/// At most `limit` people who were deleted after `since`, latest first, from `offset` on.
pub async fn list(
    tx: &mut Tx,
    domain: i64,
    since: Timestamp,
    (limit, offset): (i64, i64),
) -> Result<Vec<DeletedPerson>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, p.deleted_at, p.deleted_by FROM deleted_people p \
         WHERE p.domain = $1 AND p.deleted_at > $2 \
         ORDER BY p.deleted_at DESC, p.id DESC LIMIT $3 OFFSET $4"
    );
    let values = [domain.into(), since.into(), limit.into(), offset.into()];
    tx.all(&sql, &values, |row: &Row<'_>| {
        Ok(DeletedPerson {
            person: people::person(row)?,
            deleted_at: row.instant(WIDTH)?,
            deleted_by: row.text(WIDTH + 1)?,
        })
    })
    .await
}

/// The number of people who were deleted after `since`.
pub async fn count(tx: &mut Tx, domain: i64, since: Timestamp) -> Result<i64, Error> {
    let sql = "SELECT count(*) FROM deleted_people WHERE domain = $1 AND deleted_at > $2";
    tx.one(sql, &[domain.into(), since.into()], |row| row.int(0)).await
}

/// Deletes what is kept of a person.
pub async fn forget(tx: &mut Tx, domain: i64, id: &Id) -> Result<(), Error> {
    let sql = "DELETE FROM deleted_people WHERE domain = $1 AND id = $2";
    tx.run(sql, &[domain.into(), id.into()]).await.map(drop)
}

/// Deletes what is kept of people who were deleted until `until`: at most `limit` of them. Returns
/// how many there were.
pub async fn sweep(tx: &mut Tx, domain: i64, until: Timestamp, limit: i64) -> Result<u64, Error> {
    let sql = "DELETE FROM deleted_people WHERE domain = $1 AND id IN (SELECT id \
               FROM deleted_people WHERE domain = $1 AND deleted_at <= $2 \
               ORDER BY deleted_at LIMIT $3)";
    tx.run(sql, &[domain.into(), until.into(), limit.into()]).await
}

/// Inserts what was deleted with a person again, except memberships of companies that are gone, and
/// the password, which has its own writer.
pub async fn restore_related(
    tx: &mut Tx,
    domain: i64,
    person: &Id,
    related: &Related,
) -> Result<(), Error> {
    let sql = "INSERT INTO company_members (domain, company, person, since) \
               SELECT c.domain, c.number, CAST($3 AS TEXT), CAST($4 AS BIGINT) FROM companies c \
               WHERE c.domain = $1 AND c.number = $2";
    let rows: Vec<Vec<Value<'_>>> = related
        .companies
        .iter()
        .map(|(company, since)| {
            vec![domain.into(), (*company).into(), person.into(), (*since).into()]
        })
        .collect();
    tx.run_many(sql, &rows).await?;
    let instant = |micros: i64| Timestamp::from_microsecond(micros).unwrap_or_default();
    let entries: Vec<activity::Entry> = related
        .activity
        .iter()
        .map(|(form, received, completed)| activity::Entry {
            instance_id: form.clone(),
            person: person.as_str().to_owned(),
            received_at: instant(*received),
            completed_at: completed.map(instant),
        })
        .collect();
    activity::record(tx, domain, &entries).await?;
    let sql = "INSERT INTO occurrences (domain, number, event, person, at, data) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let rows: Vec<Vec<Value<'_>>> = related
        .occurrences
        .iter()
        .map(|(number, event, at, data)| {
            let data = Value::from(data.as_str());
            vec![
                domain.into(),
                (*number).into(),
                (*event).into(),
                person.into(),
                (*at).into(),
                data,
            ]
        })
        .collect();
    tx.run_many(sql, &rows).await.map(drop)
}

async fn load_related(tx: &mut Tx, domain: i64, person: &Id) -> Result<Related, Error> {
    let values = [domain.into(), person.into()];
    let companies = "SELECT company, since FROM company_members WHERE domain = $1 AND person = $2";
    let activity = "SELECT instance_id, received_at, completed_at FROM activity \
                    WHERE domain = $1 AND person = $2";
    let occurrences = "SELECT number, event, at, data FROM occurrences \
                       WHERE domain = $1 AND person = $2";
    Ok(Related {
        password: people::password(tx, domain, person).await?,
        companies: tx.all(companies, &values, |row| Ok((row.int(0)?, row.int(1)?))).await?,
        activity: tx
            .all(activity, &values, |row| Ok((row.text(0)?, row.int(1)?, row.maybe_int(2)?)))
            .await?,
        occurrences: tx
            .all(occurrences, &values, |row| {
                Ok((row.int(0)?, row.int(1)?, row.int(2)?, row.text(3)?))
            })
            .await?,
    })
}
