//! Events and their occurrences.

use jiff::Timestamp;
use roster_model::{Event, Id, Occurrence, Page, Window};

use crate::{
    Error, Row, Tx, Value, domain_state,
    number_paging::{self, NumberedList},
};

const COLUMNS: &str = "e.number, e.name, e.created_at";

/// A page of the events of a domain, by number.
pub async fn list(tx: &mut Tx, domain: i64, window: &Window) -> Result<Page<Event>, Error> {
    let list = NumberedList {
        columns: COLUMNS,
        source: "events e WHERE e.domain = $1".to_owned(),
        number: "e.number",
        values: vec![domain.into()],
        total: None,
    };
    number_paging::page(tx, list, window, event, |event| event.number).await
}

/// The event with this number.
pub async fn find(tx: &mut Tx, domain: i64, number: i64) -> Result<Option<Event>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM events e WHERE e.domain = $1 AND e.number = $2");
    tx.maybe(&sql, &[domain.into(), number.into()], event).await
}

/// The event with this name.
pub async fn find_by_name(tx: &mut Tx, domain: i64, name: &str) -> Result<Option<Event>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM events e WHERE e.domain = $1 AND e.name = $2");
    tx.maybe(&sql, &[domain.into(), name.into()], event).await
}

/// Adds an event under the next number.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when the name is taken.
pub async fn insert(tx: &mut Tx, domain: i64, name: &str, at: Timestamp) -> Result<Event, Error> {
    let number = domain_state::next_number(tx, domain, "event").await?;
    let sql = "INSERT INTO events (domain, number, name, created_at) VALUES ($1, $2, $3, $4)";
    tx.run(sql, &[domain.into(), number.into(), name.into(), at.into()]).await?;
    Ok(Event { number, name: name.to_owned(), created_at: at })
}

/// Records an occurrence of an event for a person and returns its number.
pub async fn record(
    tx: &mut Tx,
    domain: i64,
    event: i64,
    person: &Id,
    at: Timestamp,
    data: &serde_json::Value,
) -> Result<i64, Error> {
    let number = domain_state::next_number(tx, domain, "occurrence").await?;
    let sql = "INSERT INTO occurrences (domain, number, event, person, at, data) \
               VALUES ($1, $2, $3, $4, $5, $6)";
    let values = [
        domain.into(),
        number.into(),
        event.into(),
        Value::from(person),
        at.into(),
        Value::json(data),
    ];
    tx.run(sql, &values).await?;
    Ok(number)
}

/// A page of the occurrences of an event, in the order of recording; contacts only with
/// `contacts_only`.
pub async fn of_event(
    tx: &mut Tx,
    domain: i64,
    event: i64,
    contacts_only: bool,
    window: &Window,
) -> Result<Page<Occurrence>, Error> {
    let condition = if contacts_only { "o.event = $2 AND p.state = 0" } else { "o.event = $2" };
    occurrences(tx, condition, vec![domain.into(), event.into()], window).await
}

/// A page of the occurrences of a person, in the order of recording.
pub async fn of_person(
    tx: &mut Tx,
    domain: i64,
    person: &Id,
    window: &Window,
) -> Result<Page<Occurrence>, Error> {
    occurrences(tx, "o.person = $2", vec![domain.into(), person.into()], window).await
}

/// Moves all occurrences of one person to another.
pub async fn hand_over(tx: &mut Tx, domain: i64, from: &Id, to: &Id) -> Result<(), Error> {
    let sql = "UPDATE occurrences SET person = $3 WHERE domain = $1 AND person = $2";
    tx.run(sql, &[domain.into(), from.into(), to.into()]).await.map(drop)
}

async fn occurrences(
    tx: &mut Tx,
    condition: &str,
    values: Vec<Value<'_>>,
    window: &Window,
) -> Result<Page<Occurrence>, Error> {
    let list = NumberedList {
        columns: "o.number, o.event, e.name, p.number, o.at, o.data",
        source: format!(
            "occurrences o \
             JOIN events e ON e.domain = o.domain AND e.number = o.event \
             JOIN people p ON p.domain = o.domain AND p.id = o.person \
             WHERE o.domain = $1 AND {condition}"
        ),
        number: "o.number",
        values,
        total: None,
    };
    number_paging::page(tx, list, window, occurrence, |occurrence| occurrence.number).await
}

fn event(row: &Row<'_>) -> Result<Event, Error> {
    Ok(Event { number: row.int(0)?, name: row.text(1)?, created_at: row.instant(2)? })
}

fn occurrence(row: &Row<'_>) -> Result<Occurrence, Error> {
    Ok(Occurrence {
        number: row.int(0)?,
        event: row.int(1)?,
        name: row.text(2)?,
        person: row.int(3)?,
        at: row.instant(4)?,
        data: row.json(5)?,
    })
}
