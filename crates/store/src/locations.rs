//! Locations of a domain, in a tree.

use std::collections::HashMap;

use roster_model::{Id, Location};

use crate::{
    Error, Row, Tx, Value,
    place_numbers::{self, PlaceKind},
};

/// The columns that [`location`] reads, in its order.
pub(crate) const COLUMNS: &str = "p.id, p.number, p.name, p.site_code, p.external_id, p.kind, \
     p.parent, p.latitude, p.longitude, p.data, p.created_at, p.updated_at, p.archived";

/// The location with this id.
pub async fn find(tx: &mut Tx, domain: i64, id: &str) -> Result<Option<Location>, Error> {
    let sql = format!("SELECT {COLUMNS} FROM locations p WHERE p.domain = $1 AND p.id = $2");
    tx.maybe(&sql, &[domain.into(), id.into()], location).await
}

/// The locations with these ids, by name.
pub async fn find_many(tx: &mut Tx, domain: i64, ids: Vec<String>) -> Result<Vec<Location>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM locations p WHERE p.domain = $1 AND p.id = ANY($2) \
         ORDER BY p.name, p.number"
    );
    tx.all(&sql, &[domain.into(), Value::List(ids)], location).await
}

/// The ids of at most `limit` people who are assigned to one of these locations.
pub async fn people_at(
    tx: &mut Tx,
    domain: i64,
    locations: Vec<String>,
    limit: usize,
) -> Result<Vec<String>, Error> {
    let sql = "SELECT DISTINCT person FROM person_locations \
               WHERE domain = $1 AND location = ANY($2) ORDER BY person LIMIT $3";
    let limit = i64::try_from(limit).unwrap_or(i64::MAX);
    tx.all(sql, &[domain.into(), Value::List(locations), limit.into()], |row| row.text(0)).await
}

/// Deletes the locations with these ids.
pub async fn delete_many(tx: &mut Tx, domain: i64, ids: Vec<String>) -> Result<(), Error> {
    let sql = "DELETE FROM locations WHERE domain = $1 AND id = ANY($2)";
    tx.run(sql, &[domain.into(), Value::List(ids)]).await.map(drop)
}

/// The first `limit` locations of a domain, by name.
pub async fn by_name(tx: &mut Tx, domain: i64, limit: u32) -> Result<Vec<Location>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM locations p WHERE p.domain = $1 ORDER BY p.name, p.number LIMIT $2"
    );
    tx.all(&sql, &[domain.into(), i64::from(limit).into()], location).await
}

/// The number of active workers per location; locations without workers are left out.
pub async fn workers_by_place(tx: &mut Tx, domain: i64) -> Result<HashMap<Id, u64>, Error> {
    let sql = "SELECT location, count(*) FROM person_locations \
               WHERE domain = $1 AND state = 1 GROUP BY location";
    let count = |row: &Row<'_>| Ok((row.id(0)?, u64::try_from(row.int(1)?).unwrap_or(0)));
    Ok(tx.all(sql, &[domain.into()], count).await?.into_iter().collect())
}

/// The number of locations of a domain.
pub async fn count(tx: &mut Tx, domain: i64) -> Result<u64, Error> {
    let sql = "SELECT count(*) FROM locations WHERE domain = $1";
    let count = tx.one(sql, &[domain.into()], |row| row.int(0)).await?;
    Ok(u64::try_from(count).unwrap_or(0))
}

/// The ids among `ids` that are locations of the domain.
pub async fn existing(tx: &mut Tx, domain: i64, ids: Vec<String>) -> Result<Vec<String>, Error> {
    let sql = "SELECT id FROM locations WHERE domain = $1 AND id = ANY($2)";
    tx.all(sql, &[domain.into(), Value::storable(ids)], |row| row.text(0)).await
}

/// As [`existing`], without deactivated locations: a worker can be assigned to the others.
pub async fn active(tx: &mut Tx, domain: i64, ids: Vec<String>) -> Result<Vec<String>, Error> {
    let sql = "SELECT id FROM locations WHERE domain = $1 AND id = ANY($2) AND NOT archived";
    tx.all(sql, &[domain.into(), Value::storable(ids)], |row| row.text(0)).await
}

/// The locations among `ids` and all their descendants.
pub async fn with_descendants(
    tx: &mut Tx,
    domain: i64,
    ids: Vec<String>,
) -> Result<Vec<String>, Error> {
    let sql = "WITH RECURSIVE below (id) AS ( \
                   SELECT id FROM locations WHERE domain = $1 AND id = ANY($2) \
                   UNION SELECT l.id FROM locations l JOIN below b ON l.parent = b.id \
                   WHERE l.domain = $1) \
               SELECT id FROM below";
    tx.all(sql, &[domain.into(), Value::storable(ids)], |row| row.text(0)).await
}

/// Whether the location has children.
pub async fn has_children(tx: &mut Tx, domain: i64, id: &Id) -> Result<bool, Error> {
    let sql = "SELECT id FROM locations WHERE domain = $1 AND parent = $2 LIMIT 1";
    Ok(tx.maybe(sql, &[domain.into(), id.into()], |row| row.id(0)).await?.is_some())
}

/// The child with this name, or the root location with this name.
pub async fn child_named(
    tx: &mut Tx,
    domain: i64,
    parent: Option<&Id>,
    name: &str,
) -> Result<Option<Id>, Error> {
    let sql = "SELECT id FROM locations WHERE domain = $1 AND parent = $2 AND name = $3";
    let values = [domain.into(), parent_text(parent).into(), name.into()];
    tx.maybe(sql, &values, |row| row.id(0)).await
}

/// The location with this site code.
pub async fn with_site_code(tx: &mut Tx, domain: i64, code: &str) -> Result<Option<Id>, Error> {
    let sql = "SELECT id FROM locations WHERE domain = $1 AND site_code = $2";
    tx.maybe(sql, &[domain.into(), code.into()], |row| row.id(0)).await
}

/// The site codes that begin with `stem`.
pub async fn site_codes(tx: &mut Tx, domain: i64, stem: &str) -> Result<Vec<String>, Error> {
    let sql = "SELECT site_code FROM locations \
               WHERE domain = $1 AND site_code >= $2 AND site_code < $3";
    let end = format!("{stem}{}", char::MAX);
    tx.all(sql, &[domain.into(), stem.into(), end.into()], |row| row.text(0)).await
}

/// The locations with these site codes.
pub async fn with_site_codes(
    tx: &mut Tx,
    domain: i64,
    codes: Vec<String>,
) -> Result<HashMap<String, Id>, Error> {
    let sql = "SELECT site_code, id FROM locations WHERE domain = $1 AND site_code = ANY($2)";
    let values = [domain.into(), Value::storable(codes)];
    let places = tx.all(sql, &values, |row| Ok((row.text(0)?, row.id(1)?))).await?;
    Ok(places.into_iter().collect())
}

/// The site codes of the locations with these ids.
pub async fn site_codes_of(
    tx: &mut Tx,
    domain: i64,
    ids: Vec<String>,
) -> Result<HashMap<Id, String>, Error> {
    let sql = "SELECT id, site_code FROM locations WHERE domain = $1 AND id = ANY($2)";
    let values = [domain.into(), Value::List(ids)];
    let codes = tx.all(sql, &values, |row| Ok((row.id(0)?, row.text(1)?))).await?;
    Ok(codes.into_iter().collect())
}

/// Adds a location under its number, which must be claimed, or under the next one if it is 0.
/// Returns the number.
pub async fn insert(tx: &mut Tx, domain: i64, location: &Location) -> Result<i64, Error> {
    let number = match location.number {
        0 => place_numbers::next(tx, PlaceKind::Location).await?,
        claimed => claimed,
    };
    let sql = "INSERT INTO locations (domain, id, number, name, site_code, external_id, kind, \
               parent, latitude, longitude, latitude_e10, longitude_e10, data, created_at, \
               updated_at, archived) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16)";
    tx.run(sql, &values(domain, number, location)).await?;
    Ok(number)
}

/// Updates a location.
pub async fn update(tx: &mut Tx, domain: i64, location: &Location) -> Result<(), Error> {
    let sql = "UPDATE locations SET number = $3, name = $4, site_code = $5, external_id = $6, \
               kind = $7, parent = $8, latitude = $9, longitude = $10, latitude_e10 = $11, \
               longitude_e10 = $12, data = $13, created_at = $14, updated_at = $15, \
               archived = $16 \
               WHERE domain = $1 AND id = $2";
    tx.run(sql, &values(domain, location.number, location)).await.map(drop)
}

/// A row of [`COLUMNS`] as a location.
pub(crate) fn location(row: &Row<'_>) -> Result<Location, Error> {
    let parent = row.text(6)?;
    Ok(Location {
        id: row.id(0)?,
        number: row.int(1)?,
        name: row.text(2)?,
        site_code: row.text(3)?,
        external_id: row.maybe_text(4)?,
        kind: row.int(5)?,
        parent: (!parent.is_empty()).then(|| Id::new_unchecked(parent)),
        latitude: row.maybe_text(7)?,
        longitude: row.maybe_text(8)?,
        data: row.json(9)?,
        created_at: row.instant(10)?,
        updated_at: row.instant(11)?,
        archived: row.bool(12)?,
    })
}

fn values(domain: i64, number: i64, location: &Location) -> [Value<'_>; 16] {
    [
        domain.into(),
        (&location.id).into(),
        number.into(),
        Value::from(location.name.as_str()),
        Value::from(location.site_code.as_str()),
        location.external_id.as_deref().into(),
        location.kind.into(),
        parent_text(location.parent.as_ref()).into(),
        location.latitude.as_deref().into(),
        location.longitude.as_deref().into(),
        location.latitude.as_deref().and_then(comparable).into(),
        location.longitude.as_deref().and_then(comparable).into(),
        Value::json(&location.data),
        location.created_at.into(),
        location.updated_at.into(),
        location.archived.into(),
    ]
}

/// The root is stored as empty text, so that names are unique there too.
fn parent_text(parent: Option<&Id>) -> &str {
    parent.map_or("", Id::as_str)
}

/// Degrees with ten decimals as a whole number: the text without its decimal point.
fn comparable(degrees: &str) -> Option<i64> {
    degrees.replace('.', "").parse().ok()
}
