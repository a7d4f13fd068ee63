//! The change log: every write appends to it.

use jiff::Timestamp;
use roster_model::{Change, ChangeFilter, DayOfPeople, FieldValues, Id};

use crate::{Error, LocalDays, Row, Tx, Value, people::Selection};

/// Appends numbered changes.
pub async fn append(tx: &mut Tx, domain: i64, changes: &[Change]) -> Result<(), Error> {
    let sql = "INSERT INTO changes (domain, seq, at, kind, id, number, actor, via, fields, \
               old_values, new_values, username) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
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
                values_text(&change.before),
                values_text(&change.after),
                change.username.as_deref().into(),
            ]
        })
        .collect();
    tx.add_rows(sql, &rows).await
}

/// The columns that [`change`] reads, in its order.
const COLUMNS: &str = "p.seq, p.at, p.kind, p.id, p.number, p.actor, p.via, p.fields, \
     p.old_values, p.new_values, p.username";

/// Values as JSON text; `NULL` without any, which most changes have on one side.
fn values_text(values: &FieldValues) -> Value<'static> {
    if values.is_empty() { Value::Null } else { Value::json(values) }
}

/// At most `limit` changes after number `seq`, in order.
pub async fn after(tx: &mut Tx, domain: i64, seq: i64, limit: u32) -> Result<Vec<Change>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM changes p \
         WHERE p.domain = $1 AND p.seq > $2 ORDER BY p.seq LIMIT $3"
    );
    // The feed goes on in any case, so the row that shows a next page is not needed.
    let values = [domain.into(), seq.into(), i64::from(limit).into()];
    Ok(tx.page(&sql, &values, limit, change).await?.0)
}

/// The last `limit` changes of the record with this id, newest first.
pub async fn of_record(
    tx: &mut Tx,
    domain: i64,
    id: &str,
    limit: u32,
) -> Result<Vec<Change>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM changes p \
         WHERE p.domain = $1 AND p.id = $2 ORDER BY p.seq DESC LIMIT $3"
    );
    tx.all(&sql, &[domain.into(), id.into(), i64::from(limit).into()], change).await
}

/// At most `limit` changes that match the filters, newest first, before number `before`.
pub async fn latest(
    tx: &mut Tx,
    domain: i64,
    filter: &ChangeFilter,
    before: Option<i64>,
    limit: u32,
) -> Result<Vec<Change>, Error> {
    let mut selection = Selection::new(domain);
    if let Some(before) = before {
        selection.and("p.seq < ?", [before.into()]);
    }
    if let Some(from) = filter.from {
        selection.and("p.seq >= ?", [first_since(tx, domain, from).await?.into()]);
    }
    if let Some(until) = filter.until {
        selection.and("p.seq < ?", [first_since(tx, domain, until).await?.into()]);
    }
    if let Some(record) = &filter.record {
        let from = format!("{record}.");
        // `/` is the character after the full stop: every longer kind sorts before it.
        let to = format!("{record}/");
        selection.and("p.kind >= ? AND p.kind < ?", [from.into(), to.into()]);
    }
    for (column, sought) in [
        ("p.kind = ?", &filter.kind),
        ("p.actor = ?", &filter.actor),
        ("p.via = ?", &filter.via),
        ("p.id = ?", &filter.id),
    ] {
        if let Some(sought) = sought {
            selection.and(column, [Value::sought(sought)]);
        }
    }
    let mut values = selection.values().to_vec();
    values.push(i64::from(limit).into());
    let sql = format!(
        "SELECT {COLUMNS} FROM changes p \
         WHERE {} ORDER BY p.seq DESC LIMIT ${}",
        selection.text(),
        values.len(),
    );
    tx.all(&sql, &values, change).await
}

/// Deletes the values of changes before an instant: of at most `limit` changes. Returns whether there
/// may be more. The entries stay.
pub async fn drop_values(
    tx: &mut Tx,
    domain: i64,
    before: Timestamp,
    limit: i64,
) -> Result<bool, Error> {
    let sql = "SELECT value FROM counters WHERE domain = $1 AND name = 'values_dropped'";
    let dropped = tx.maybe(sql, &[domain.into()], |row| row.int(0)).await?.unwrap_or(0);
    let last = first_since(tx, domain, before).await? - 1;
    let until = last.min(dropped + limit);
    if until <= dropped {
        return Ok(false);
    }
    let sql = "UPDATE changes SET old_values = NULL, new_values = NULL \
               WHERE domain = $1 AND seq > $2 AND seq <= $3";
    tx.run(sql, &[domain.into(), dropped.into(), until.into()]).await?;
    let sql = "INSERT INTO counters (domain, name, value) VALUES ($1, 'values_dropped', $2) \
               ON CONFLICT (domain, name) DO UPDATE SET value = excluded.value";
    tx.run(sql, &[domain.into(), until.into()]).await?;
    Ok(until < last)
}

/// The ids of the people who were changed after number `seq`, once per change.
pub async fn people_after(tx: &mut Tx, domain: i64, seq: i64) -> Result<Vec<String>, Error> {
    // `/` is the character after the full stop.
    let sql = "SELECT id FROM changes WHERE domain = $1 AND seq > $2 \
               AND kind >= 'person.' AND kind < 'person/'";
    tx.all(sql, &[domain.into(), seq.into()], |row| row.text(0)).await
}

/// The ids of the web users who changed at or after an instant, once per change.
pub async fn web_users_since(tx: &mut Tx, domain: i64, since: Timestamp) -> Result<Vec<Id>, Error> {
    let first = first_since(tx, domain, since).await?;
    // `/` is the character after the full stop.
    let sql = "SELECT id FROM changes WHERE domain = $1 AND seq >= $2 \
               AND kind >= 'web_user.' AND kind < 'web_user/'";
    tx.all(sql, &[domain.into(), first.into()], |row| row.id(0)).await
}

/// The number of created and deleted people per day since an instant; days without either are left
/// out.
pub async fn people_by_day(
    tx: &mut Tx,
    domain: i64,
    since: Timestamp,
    days: &LocalDays,
) -> Result<Vec<DayOfPeople>, Error> {
    let first = first_since(tx, domain, since).await?;
    let (day_of, values) = days.day_of("at", 3);
    let sql = format!(
        "SELECT {day_of}, \
         count(*) FILTER (WHERE kind = 'person.created'), \
         count(*) FILTER (WHERE kind = 'person.deleted') \
         FROM changes \
         WHERE domain = $1 AND seq >= $2 AND kind IN ('person.created', 'person.deleted') \
         GROUP BY 1 ORDER BY 1"
    );
    let values: Vec<Value<'_>> = [domain.into(), first.into()].into_iter().chain(values).collect();
    let day = |row: &Row<'_>| {
        Ok(DayOfPeople { day: row.int(0)?, created: row.int(1)?, deleted: row.int(2)? })
    };
    tx.all(&sql, &values, day).await
}

/// The number of the first change since an instant. The log is in time order, so a binary search
/// finds it without an index by time, which every write would have to maintain.
async fn first_since(tx: &mut Tx, domain: i64, since: Timestamp) -> Result<i64, Error> {
    let sql = "SELECT seq FROM domain_state WHERE domain = $1";
    let last = tx.maybe(sql, &[domain.into()], |row| row.int(0)).await?.unwrap_or(0);
    let (mut from, mut to) = (1, last + 1);
    while from < to {
        let middle = i64::midpoint(from, to);
        let sql = "SELECT at FROM changes WHERE domain = $1 AND seq = $2";
        let at = tx.maybe(sql, &[domain.into(), middle.into()], |row| row.instant(0)).await?;
        if at.is_some_and(|at| at < since) {
            from = middle + 1;
        } else {
            to = middle;
        }
    }
    Ok(from)
}

fn values(row: &Row<'_>, column: usize) -> Result<FieldValues, Error> {
    if row.maybe_str(column)?.is_some() { row.json(column) } else { Ok(FieldValues::new()) }
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
        before: values(row, 8)?,
        after: values(row, 9)?,
        username: row.maybe_text(10)?,
    })
}
