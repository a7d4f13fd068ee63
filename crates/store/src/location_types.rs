//! Location types: the organization levels of a domain. They are few.

use roster_model::LocationType;

use crate::{
    Error, Row, Tx, Value,
    place_numbers::{self, PlaceKind},
};

/// All levels of a domain, by number.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<LocationType>, Error> {
    let sql = "SELECT number, code, name, parent, shares_cases, view_descendants, administrative \
               FROM location_types WHERE domain = $1 ORDER BY number";
    tx.all(sql, &[domain.into()], level).await
}

/// Adds a level under its number, which must be claimed, or under the next one if it is 0. Returns
/// the number.
pub async fn insert(tx: &mut Tx, domain: i64, level: &LocationType) -> Result<i64, Error> {
    let number = match level.number {
        0 => place_numbers::next(tx, PlaceKind::LocationType).await?,
        claimed => claimed,
    };
    let sql = "INSERT INTO location_types (domain, number, code, name, parent, shares_cases, \
               view_descendants, administrative) VALUES ($1, $2, $3, $4, $5, $6, $7, $8)";
    tx.run(sql, &values(domain, number, level)).await?;
    Ok(number)
}

/// Updates the level with this number.
pub async fn update(tx: &mut Tx, domain: i64, level: &LocationType) -> Result<(), Error> {
    let sql = "UPDATE location_types SET code = $3, name = $4, parent = $5, shares_cases = $6, \
               view_descendants = $7, administrative = $8 WHERE domain = $1 AND number = $2";
    tx.run(sql, &values(domain, level.number, level)).await.map(drop)
}

/// Gives the level `before` the number of `after`, which must be claimed, together with its other
/// values. The locations and levels below follow.
pub async fn renumber(
    tx: &mut Tx,
    domain: i64,
    before: &LocationType,
    after: &LocationType,
) -> Result<(), Error> {
    // Codes are unique, and locations refer to a level that exists.
    let aside =
        LocationType { code: format!("{}:{}", before.number, before.code), ..before.clone() };
    update(tx, domain, &aside).await?;
    insert(tx, domain, after).await?;
    let numbers = [domain.into(), before.number.into(), after.number.into()];
    let sql = "UPDATE locations SET kind = $3 WHERE domain = $1 AND kind = $2";
    tx.run(sql, &numbers).await?;
    let sql = "UPDATE location_types SET parent = $3 WHERE domain = $1 AND parent = $2";
    tx.run(sql, &numbers).await?;
    let sql = "DELETE FROM location_types WHERE domain = $1 AND number = $2";
    tx.run(sql, &numbers[..2]).await.map(drop)
}

/// Whether the level has locations.
pub async fn is_used(tx: &mut Tx, domain: i64, number: i64) -> Result<bool, Error> {
    let sql = "SELECT number FROM locations WHERE domain = $1 AND kind = $2 LIMIT 1";
    let found = tx.maybe(sql, &[domain.into(), number.into()], |row| row.int(0)).await?;
    Ok(found.is_some())
}

fn level(row: &Row<'_>) -> Result<LocationType, Error> {
    Ok(LocationType {
        number: row.int(0)?,
        code: row.text(1)?,
        name: row.text(2)?,
        parent: row.maybe_int(3)?,
        shares_cases: row.bool(4)?,
        view_descendants: row.bool(5)?,
        administrative: row.bool(6)?,
    })
}

fn values(domain: i64, number: i64, level: &LocationType) -> [Value<'_>; 8] {
    [
        domain.into(),
        number.into(),
        Value::from(level.code.as_str()),
        Value::from(level.name.as_str()),
        level.parent.into(),
        level.shares_cases.into(),
        level.view_descendants.into(),
        level.administrative.into(),
    ]
}
