//! Form submissions of workers, each form once.

use std::collections::{BTreeSet, HashMap};

use jiff::Timestamp;
use roster_model::{ActivityCounts, DayOfActivity};

use crate::{Error, LocalDays, Row, Tx, Value};

/// A form of a known worker.
pub struct Entry {
    /// The id of the form instance.
    pub instance_id: String,
    /// The id of the worker.
    pub person: String,
    /// When it was received.
    pub received_at: Timestamp,
    /// When it was completed.
    pub completed_at: Option<Timestamp>,
}

/// Counts forms that were not counted before and returns their number.
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
    let recorded = tx.run_many(sql, &rows).await?;
    let submitters: BTreeSet<&str> = entries.iter().map(|entry| entry.person.as_str()).collect();
    let sql = "UPDATE people SET has_submitted = TRUE \
               WHERE domain = $1 AND id = $2 AND has_submitted = FALSE";
    let rows: Vec<Vec<Value<'_>>> =
        submitters.into_iter().map(|person| vec![domain.into(), Value::from(person)]).collect();
    tx.run_many(sql, &rows).await?;
    Ok(recorded)
}

/// The periods in which forms are counted, both ends included.
pub struct Spans {
    /// The last 30 days.
    pub last_30: (Timestamp, Timestamp),
    /// The previous calendar month, from its first instant to the first instant of this month.
    pub last_month: (Timestamp, Timestamp),
}

/// The counts of these people; people without submissions are left out.
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

/// When each of these people last submitted a form; people without submissions are left out.
pub async fn last_submissions(
    tx: &mut Tx,
    domain: i64,
    people: Vec<String>,
) -> Result<HashMap<String, Timestamp>, Error> {
    // One step in the index for each person, however many forms they have submitted.
    let sql = "SELECT p.id, (SELECT a.received_at FROM activity a \
                   WHERE a.domain = $1 AND a.person = p.id \
                   ORDER BY a.received_at DESC LIMIT 1) \
               FROM people p WHERE p.domain = $1 AND p.id = ANY($2)";
    let last = |row: &Row<'_>| Ok((row.text(0)?, row.maybe_instant(1)?));
    let found = tx.all(sql, &[domain.into(), Value::List(people)], last).await?;
    Ok(found.into_iter().filter_map(|(person, at)| Some((person, at?))).collect())
}

/// The number of forms per day since an instant; days without forms are left out.
pub async fn by_day(
    tx: &mut Tx,
    domain: i64,
    since: Timestamp,
    days: &LocalDays,
) -> Result<Vec<DayOfActivity>, Error> {
    let (day_of, values) = days.day_of("received_at", 3);
    let sql = format!(
        "SELECT {day_of}, count(*), count(DISTINCT person) FROM activity \
         WHERE domain = $1 AND received_at >= $2 GROUP BY 1 ORDER BY 1"
    );
    let values: Vec<Value<'_>> = [domain.into(), since.into()].into_iter().chain(values).collect();
    let day = |row: &Row<'_>| {
        Ok(DayOfActivity { day: row.int(0)?, submissions: row.int(1)?, workers: row.int(2)? })
    };
    tx.all(&sql, &values, day).await
}

/// The number of current workers with a submission since an instant.
pub async fn active_workers(tx: &mut Tx, domain: i64, since: Timestamp) -> Result<i64, Error> {
    let sql = "SELECT count(DISTINCT a.person) FROM activity a \
               JOIN people p ON p.domain = a.domain AND p.id = a.person \
               WHERE a.domain = $1 AND a.received_at >= $2 AND p.state = 1";
    tx.one(sql, &[domain.into(), since.into()], |row| row.int(0)).await
}
