//! Accepted changes of many members of a group, in parts that are carried out one per transaction.

use jiff::Timestamp;
use roster_model::Id;
use serde::{Deserialize, Serialize};

use crate::{
    Error, Tx, Value,
    accepted_change::{AcceptedChange, accepted_change},
};

/// The workers of a part.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct PartMembers {
    /// The workers who become members.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub joined: Vec<String>,
    /// The workers who leave the group.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub left: Vec<String>,
}

/// A part of a change.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct MembershipPart {
    /// The position in the change.
    pub part: i64,
    /// The change.
    pub change: AcceptedChange,
    /// The workers.
    pub members: PartMembers,
}

/// Adds the parts of a change, in order. The group must have none.
pub async fn add(
    tx: &mut Tx,
    domain: i64,
    group: &Id,
    change: &AcceptedChange,
    parts: &[PartMembers],
) -> Result<(), Error> {
    let sql = "INSERT INTO membership_parts \
               (domain, group_id, part, seq, accepted_at, actor, via, members) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    let row = |(members, part): (&PartMembers, i64)| {
        vec![
            domain.into(),
            Value::from(group.as_str()),
            part.into(),
            change.seq.into(),
            change.accepted_at.into(),
            Value::from(change.actor.as_str()),
            Value::from(change.via.as_str()),
            Value::json(members),
        ]
    };
    let rows: Vec<Vec<Value<'_>>> = parts.iter().zip(1..).map(row).collect();
    tx.run_many(sql, &rows).await.map(drop)
}

/// The next parts of the change of a group, in order.
pub async fn next(
    tx: &mut Tx,
    domain: i64,
    group: &str,
    limit: u32,
) -> Result<Vec<MembershipPart>, Error> {
    let sql = "SELECT part, seq, accepted_at, actor, via, members FROM membership_parts \
               WHERE domain = $1 AND group_id = $2 ORDER BY part LIMIT $3";
    let values = [domain.into(), group.into(), i64::from(limit).into()];
    tx.all(sql, &values, |row| {
        Ok(MembershipPart {
            part: row.int(0)?,
            change: accepted_change(row, 1)?,
            members: row.json(5)?,
        })
    })
    .await
}

/// Removes a part that was carried out.
pub async fn remove(tx: &mut Tx, domain: i64, group: &Id, part: i64) -> Result<(), Error> {
    let sql = "DELETE FROM membership_parts WHERE domain = $1 AND group_id = $2 AND part = $3";
    tx.run(sql, &[domain.into(), group.into(), part.into()]).await.map(drop)
}

/// Removes all parts of a group, whose members another change sets. Returns whether there were any.
pub async fn clear(tx: &mut Tx, domain: i64, group: &Id) -> Result<bool, Error> {
    let sql = "DELETE FROM membership_parts WHERE domain = $1 AND group_id = $2";
    Ok(tx.run(sql, &[domain.into(), group.into()]).await? > 0)
}

/// The groups with parts of changes that were accepted before `before`: domain and identity.
pub async fn left_over(tx: &mut Tx, before: Timestamp) -> Result<Vec<(i64, String)>, Error> {
    let sql = "SELECT DISTINCT domain, group_id FROM membership_parts WHERE accepted_at < $1 \
               ORDER BY domain, group_id";
    tx.all(sql, &[before.into()], |row| Ok((row.int(0)?, row.text(1)?))).await
}
