//! Workers with a day on which they are deactivated.

use jiff::{Timestamp, civil::Date, tz::TimeZone};
use roster_model::Person;

use super::{COLUMNS, person};
use crate::{Error, Tx};

/// The start of the day on which a person is deactivated.
pub(super) fn deactivate_at(person: &Person) -> Option<Timestamp> {
    start_of(person.worker.as_ref()?.deactivate_on?)
}

fn start_of(day: Date) -> Option<Timestamp> {
    day.to_zoned(TimeZone::UTC).ok().map(|start| start.timestamp())
}

/// The numbers of the domains with workers who are due at `now`.
pub async fn domains_with_due(tx: &mut Tx, now: Timestamp) -> Result<Vec<i64>, Error> {
    let sql = "SELECT DISTINCT domain FROM people WHERE deactivate_at <= $1 ORDER BY domain";
    tx.all(sql, &[now.into()], |row| row.int(0)).await
}

/// At most `limit` workers of a domain who are due at `now`.
pub async fn due_for_deactivation(
    tx: &mut Tx,
    domain: i64,
    now: Timestamp,
    limit: u32,
) -> Result<Vec<Person>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM people p WHERE p.domain = $1 AND p.deactivate_at <= $2 \
         ORDER BY p.deactivate_at, p.id LIMIT $3"
    );
    tx.all(&sql, &[domain.into(), now.into(), i64::from(limit).into()], person).await
}
