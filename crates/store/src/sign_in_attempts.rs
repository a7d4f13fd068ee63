//! Failed sign-in attempts by subject, and the known addresses of web users.

use jiff::Timestamp;
use roster_model::Id;

use crate::{Error, Row, Tx, Value};

/// The counter of a subject.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempts {
    /// Number of failures.
    pub failures: i64,
    /// When the last one was.
    pub last_at: Timestamp,
}

/// The counter of a subject, locked until the transaction ends, so that each attempt sees those
/// before it. It is created if it is missing.
pub async fn take(tx: &mut Tx, subject: &str, at: Timestamp) -> Result<Attempts, Error> {
    let sql = "INSERT INTO sign_in_attempts (subject, failures, last_at) VALUES ($1, 0, $2) \
               ON CONFLICT (subject) DO UPDATE SET failures = sign_in_attempts.failures \
               RETURNING failures, last_at";
    let attempts = |row: &Row<'_>| Ok(Attempts { failures: row.int(0)?, last_at: row.instant(1)? });
    tx.one(sql, &[subject.into(), at.into()], attempts).await
}

/// Saves the counter of a subject.
pub async fn save(tx: &mut Tx, subject: &str, attempts: Attempts) -> Result<(), Error> {
    let sql = "UPDATE sign_in_attempts SET failures = $2, last_at = $3 WHERE subject = $1";
    let values = [subject.into(), attempts.failures.into(), attempts.last_at.into()];
    tx.run(sql, &values).await.map(drop)
}

/// Removes one failure of a subject.
pub async fn forgive(tx: &mut Tx, subject: &str) -> Result<(), Error> {
    let sql = "UPDATE sign_in_attempts SET failures = failures - 1 \
               WHERE subject = $1 AND failures > 0";
    tx.run(sql, &[subject.into()]).await.map(drop)
}

/// Deletes the counter of a subject.
pub async fn forget(tx: &mut Tx, subject: &str) -> Result<(), Error> {
    let sql = "DELETE FROM sign_in_attempts WHERE subject = $1";
    tx.run(sql, &[subject.into()]).await.map(drop)
}

/// Deletes counters without failures since an instant.
pub async fn forget_old(tx: &mut Tx, before: Timestamp) -> Result<(), Error> {
    tx.run("DELETE FROM sign_in_attempts WHERE last_at < $1", &[before.into()]).await.map(drop)
}

/// Whether a web user has signed in from an address since an instant.
pub async fn is_known_address(
    tx: &mut Tx,
    user: &Id,
    address: &str,
    since: Timestamp,
) -> Result<bool, Error> {
    let sql = "SELECT last_at FROM known_addresses \
               WHERE web_user = $1 AND address = $2 AND last_at >= $3";
    let values = [user.into(), Value::from(address), since.into()];
    Ok(tx.maybe(sql, &values, |row| row.int(0)).await?.is_some())
}

/// Records that a web user signed in from an address.
pub async fn know_address(
    tx: &mut Tx,
    user: &Id,
    address: &str,
    at: Timestamp,
) -> Result<(), Error> {
    let sql = "INSERT INTO known_addresses (web_user, address, last_at) VALUES ($1, $2, $3) \
               ON CONFLICT (web_user, address) DO UPDATE SET last_at = excluded.last_at";
    tx.run(sql, &[user.into(), address.into(), at.into()]).await.map(drop)
}
