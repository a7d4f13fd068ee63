//! Accepted deletions of records that are taken from many people first, in several transactions.

use jiff::Timestamp;

use crate::{
    Error, Tx, Value,
    accepted_change::{AcceptedChange, accepted_change},
};

/// A record whose deletion was accepted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PendingDeletion {
    /// The number of the domain.
    pub domain: i64,
    /// The kind of the record, such as `group`.
    pub kind: String,
    /// The id or number of the record.
    pub id: String,
}

/// Adds a deletion, unless it was accepted before.
pub async fn add(
    tx: &mut Tx,
    deletion: &PendingDeletion,
    change: &AcceptedChange,
) -> Result<(), Error> {
    let sql = "INSERT INTO pending_deletions (domain, kind, id, seq, accepted_at, actor, via) \
               VALUES ($1, $2, $3, $4, $5, $6, $7) ON CONFLICT (domain, kind, id) DO NOTHING";
    let values = [
        deletion.domain.into(),
        Value::from(deletion.kind.as_str()),
        Value::from(deletion.id.as_str()),
        change.seq.into(),
        change.accepted_at.into(),
        Value::from(change.actor.as_str()),
        Value::from(change.via.as_str()),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// Finds an accepted deletion.
pub async fn find(
    tx: &mut Tx,
    deletion: &PendingDeletion,
) -> Result<Option<AcceptedChange>, Error> {
    let sql = "SELECT seq, accepted_at, actor, via FROM pending_deletions \
               WHERE domain = $1 AND kind = $2 AND id = $3";
    tx.maybe(sql, &key(deletion), |row| accepted_change(row, 0)).await
}

/// Removes a deletion that was carried out.
pub async fn remove(tx: &mut Tx, deletion: &PendingDeletion) -> Result<(), Error> {
    let sql = "DELETE FROM pending_deletions WHERE domain = $1 AND kind = $2 AND id = $3";
    tx.run(sql, &key(deletion)).await.map(drop)
}

/// The deletions that were accepted before `before`.
pub async fn left_over(tx: &mut Tx, before: Timestamp) -> Result<Vec<PendingDeletion>, Error> {
    let sql = "SELECT domain, kind, id FROM pending_deletions WHERE accepted_at < $1 \
               ORDER BY domain, kind, id";
    tx.all(sql, &[before.into()], |row| {
        Ok(PendingDeletion { domain: row.int(0)?, kind: row.text(1)?, id: row.text(2)? })
    })
    .await
}

fn key(deletion: &PendingDeletion) -> [Value<'_>; 3] {
    [deletion.domain.into(), Value::from(deletion.kind.as_str()), Value::from(deletion.id.as_str())]
}
