//! The change log: appended to by every write, read by everyone who follows.

use roster_model::Change;

use crate::{Error, Row, Tx, Value};

/// Appends changes, already numbered.
pub async fn append(tx: &mut Tx, domain: i64, changes: &[Change]) -> Result<(), Error> {
    let sql = "INSERT INTO changes (domain, seq, at, kind, id, number, actor, via, fields) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let rows: Vec<Vec<Value<'_>>> = changes
        .iter()
        .map(|change| {
            vec![
                domain.into(),
                change.seq.into(),
                change.at.into(),
                Value::from(change.kind.as_str()),
                Value::from(change.id.as_str()),
                change.number.into(),
                Value::from(change.actor.as_str()),
                Value::from(change.via.as_str()),
                Value::json(&change.fields),
            ]
        })
        .collect();
    tx.run_many(sql, &rows).await.map(drop)
}

/// At most `limit` changes after the one numbered `seq`, in order.
pub async fn after(tx: &mut Tx, domain: i64, seq: i64, limit: u32) -> Result<Vec<Change>, Error> {
    let sql = "SELECT seq, at, kind, id, number, actor, via, fields FROM changes \
               WHERE domain = $1 AND seq > $2 ORDER BY seq LIMIT $3";
    tx.all(sql, &[domain.into(), seq.into(), i64::from(limit).into()], change).await
}

/// The last `limit` changes of the thing of this identity, the last first.
pub async fn of_thing(
    tx: &mut Tx,
    domain: i64,
    id: &str,
    limit: u32,
) -> Result<Vec<Change>, Error> {
    let sql = "SELECT seq, at, kind, id, number, actor, via, fields FROM changes \
               WHERE domain = $1 AND id = $2 ORDER BY seq DESC LIMIT $3";
    tx.all(sql, &[domain.into(), id.into(), i64::from(limit).into()], change).await
}

fn change(row: &Row<'_>) -> Result<Change, Error> {
    Ok(Change {
        seq: row.int(0)?,
        at: row.instant(1)?,
        kind: row.text(2)?,
        id: row.text(3)?,
        number: row.maybe_int(4)?,
        actor: row.text(5)?,
        via: row.text(6)?,
        fields: row.json(7)?,
    })
}
