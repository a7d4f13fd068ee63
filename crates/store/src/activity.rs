//! What workers submitted, each form once.

use std::collections::HashMap;

use jiff::Timestamp;
use roster_model::ActivityCounts;

use crate::{Error, Tx, Value};

/// A form, its worker known and its times settled.
pub struct Entry {
    /// The identity of the form.
    pub instance_id: String,
    /// The identity of the worker.
    pub person: String,
    /// When it arrived.
    pub received_at: Timestamp,
    /// When it was completed.
    pub completed_at: Option<Timestamp>,
}

/// Counts forms that were not counted before; tells how many those are.
pub async fn record(tx: &mut Tx, domain: i64, entries: &[Entry]) -> Result<u64, Error> {
    let sql = "INSERT INTO activity (domain, instance_id, person, received_at, completed_at) \
               VALUES ($1, $2, $3, $4, $5) ON CONFLICT (domain, instance_id) DO NOTHING";
    let rows: Vec<Vec<Value<'_>>> = entries
        .iter()
        .map(|entry| {
            vec![
                domain.into(),
                Value::from(entry.instance_id.as_str()),
                Value::from(entry.person.as_str()),
                entry.received_at.into(),
                entry.completed_at.into(),
            ]
        })
        .collect();
    tx.run_many(sql, &rows).await
}

/// The spans in which forms are counted; all ends are included.
pub struct Spans {
    /// From 30 days ago to now.
    pub last_30: (Timestamp, Timestamp),
    /// From the first instant of the month before to the first of this one.
    pub last_month: (Timestamp, Timestamp),
}

/// The counts of these people; who submitted nothing is left out.
pub async fn counts(
    tx: &mut Tx,
    domain: i64,
    people: Vec<String>,
    spans: &Spans,
) -> Result<HashMap<String, ActivityCounts>, Error> {
    let sql = "SELECT person, \
               count(*) FILTER (WHERE received_at BETWEEN $3 AND $4), \
               count(*) FILTER (WHERE completed_at BETWEEN $3 AND $4), \
               count(*) FILTER (WHERE received_at BETWEEN $5 AND $6), \
               count(*) FILTER (WHERE completed_at BETWEEN $5 AND $6) \
               FROM activity WHERE domain = $1 AND person = ANY($2) GROUP BY person";
    let values = [
        domain.into(),
        Value::List(people),
        spans.last_30.0.into(),
        spans.last_30.1.into(),
        spans.last_month.0.into(),
        spans.last_month.1.into(),
    ];
    let rows = tx.all(sql, &values, |row| {
        let counts = ActivityCounts {
            submitted_last_30: row.int(1)?,
            completed_last_30: row.int(2)?,
            submitted_last_month: row.int(3)?,
            completed_last_month: row.int(4)?,
        };
        Ok((row.text(0)?, counts))
    });
    Ok(rows.await?.into_iter().collect())
}
