//! One-time links for workers to set their own password.

use jiff::Timestamp;
use roster_model::{Id, Person};

use crate::{Error, Tx, Value, people};

/// Stores a link for each of these people, by its hash, and revokes earlier links.
pub async fn replace(
    tx: &mut Tx,
    domain: i64,
    links: &[(Id, String)],
    expires_at: Timestamp,
) -> Result<(), Error> {
    let sql = "INSERT INTO password_links (domain, person, hash, expires_at) \
               VALUES ($1, $2, $3, $4) ON CONFLICT (domain, person) DO UPDATE \
               SET hash = excluded.hash, expires_at = excluded.expires_at";
    let row = |(person, hash): &(Id, String)| {
        let person = person.as_str().to_owned();
        vec![domain.into(), person.into(), hash.clone().into(), expires_at.into()]
    };
    let rows: Vec<Vec<Value<'_>>> = links.iter().map(row).collect();
    tx.run_many(sql, &rows).await.map(drop)
}

/// The active worker whose link has this hash and is valid at `now`.
pub async fn holder(
    tx: &mut Tx,
    domain: i64,
    hash: &str,
    now: Timestamp,
) -> Result<Option<Person>, Error> {
    let sql = format!(
        "SELECT {} FROM password_links l JOIN people p ON p.domain = l.domain AND p.id = l.person \
         WHERE l.domain = $1 AND l.hash = $2 AND l.expires_at > $3 AND p.state = 1",
        people::COLUMNS
    );
    tx.maybe(&sql, &[domain.into(), hash.into(), now.into()], people::person).await
}

/// Revokes the link of a person.
pub async fn remove(tx: &mut Tx, domain: i64, person: &Id) -> Result<(), Error> {
    let sql = "DELETE FROM password_links WHERE domain = $1 AND person = $2";
    tx.run(sql, &[domain.into(), person.into()]).await.map(drop)
}

/// The active workers who were imported from `source` and have no password, with their usernames,
/// by username.
pub async fn without_password(
    tx: &mut Tx,
    domain: i64,
    source: &str,
) -> Result<Vec<(Id, String)>, Error> {
    let sql = "SELECT p.id, p.username FROM taken_over t \
               JOIN people p ON p.domain = t.domain AND p.id = t.here \
               LEFT JOIN person_passwords w ON w.domain = p.domain AND w.person = p.id \
               WHERE t.domain = $1 AND t.source = $2 AND t.kind = 'worker' \
               AND t.refusal IS NULL AND p.state = 1 AND w.hash IS NULL ORDER BY p.username";
    tx.all(sql, &[domain.into(), source.into()], |row| Ok((row.id(0)?, row.text(1)?))).await
}
