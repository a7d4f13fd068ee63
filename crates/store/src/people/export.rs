//! All workers of a domain, active and deactivated, for exports.

use roster_model::Person;

use super::{COLUMNS, person};
use crate::{Error, Tx, Value};

/// The largest number of values of one worker.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Widths {
    /// Phone numbers.
    pub phones: usize,
    /// Groups.
    pub groups: usize,
    /// Locations.
    pub locations: usize,
}

/// At most `limit` workers by folded username, each with it in a pair, after `after`.
pub async fn workers_after(
    tx: &mut Tx,
    domain: i64,
    after: &str,
    limit: u32,
) -> Result<Vec<(String, Person)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, u.username FROM usernames u \
         JOIN people p ON p.domain = u.domain AND p.id = u.person AND p.state > 0 \
         WHERE u.domain = $1 AND u.username > $2 ORDER BY u.username LIMIT $3"
    );
    let values = [domain.into(), Value::from(after), i64::from(limit).into()];
    tx.all(&sql, &values, |row| Ok((row.text(super::WIDTH)?, person(row)?))).await
}

/// The largest number of values of one worker of the domain.
pub async fn widths(tx: &mut Tx, domain: i64) -> Result<Widths, Error> {
    Ok(Widths {
        phones: most(tx, domain, "person_phones").await?,
        groups: most(tx, domain, "group_members").await?,
        locations: most(tx, domain, "person_locations").await?,
    })
}

async fn most(tx: &mut Tx, domain: i64, table: &str) -> Result<usize, Error> {
    let sql = format!(
        "SELECT COALESCE(MAX(items), 0) FROM \
         (SELECT COUNT(*) AS items FROM {table} WHERE domain = $1 GROUP BY person) counted"
    );
    let most = tx.one(&sql, &[domain.into()], |row| row.int(0)).await?;
    Ok(usize::try_from(most).unwrap_or(0))
}
