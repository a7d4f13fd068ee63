//! Stored responses to requests with an idempotency key. A key belongs to one credential in one
//! domain.

use jiff::Timestamp;

use crate::{Error, Row, Tx, Value};

/// Number of old responses that are deleted with each new one: more than one, so that a backlog
/// shrinks, and few, so that no write takes long.
const SWEPT: i64 = 20;

/// A key and its owner.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Key {
    /// The credential of the request.
    pub credential: String,
    /// The key that the client chose.
    pub key: String,
}

/// A stored response.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// A digest of the request.
    pub request: String,
    /// The serialized response.
    pub answer: String,
    /// What a caller needs to get the response again, serialized.
    pub requires: String,
}

/// The response that was stored for this key at or after `since`.
pub async fn find(
    tx: &mut Tx,
    domain: i64,
    key: &Key,
    since: Timestamp,
) -> Result<Option<Kept>, Error> {
    let sql = "SELECT request, answer, requires FROM answers \
               WHERE domain = $1 AND credential = $2 AND key = $3 AND at >= $4";
    let values = [domain.into(), Value::from(&key.credential), (&key.key).into(), since.into()];
    let kept = |row: &Row<'_>| {
        Ok(Kept { request: row.text(0)?, answer: row.text(1)?, requires: row.text(2)? })
    };
    tx.maybe(sql, &values, kept).await
}

/// Stores a response, and replaces an expired one.
pub async fn keep(
    tx: &mut Tx,
    domain: i64,
    key: &Key,
    kept: &Kept,
    at: Timestamp,
) -> Result<(), Error> {
    let sql = "INSERT INTO answers (domain, credential, key, request, answer, at, requires) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (domain, credential, key) \
               DO UPDATE SET request = $4, answer = $5, at = $6, requires = $7";
    let values = [
        domain.into(),
        Value::from(&key.credential),
        (&key.key).into(),
        (&kept.request).into(),
        (&kept.answer).into(),
        at.into(),
        (&kept.requires).into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// Deletes some responses from before `since`, oldest first. Returns whether there may be more.
pub async fn sweep(tx: &mut Tx, domain: i64, since: Timestamp) -> Result<bool, Error> {
    let sql = "DELETE FROM answers WHERE domain = $1 AND (credential, key) IN \
               (SELECT credential, key FROM answers WHERE domain = $1 AND at < $2 \
               ORDER BY at LIMIT $3)";
    let swept = tx.run(sql, &[domain.into(), since.into(), SWEPT.into()]).await?;
    Ok(i64::try_from(swept).is_ok_and(|swept| swept == SWEPT))
}
