//! Names of records, for choosing among them and for showing references.

use roster_model::Id;

use crate::{Error, Row, Tx, Value};

/// A location in a tree.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LocationName {
    /// Its id.
    pub id: Id,
    /// Its name.
    pub name: String,
    /// Its site code.
    pub site_code: String,
    /// Its parent.
    pub parent: Option<Id>,
}

/// The first groups of a domain, by name.
pub async fn groups(tx: &mut Tx, domain: i64, limit: u32) -> Result<Vec<(Id, String)>, Error> {
    let sql = "SELECT id, name FROM groups WHERE domain = $1 ORDER BY name LIMIT $2";
    tx.all(sql, &[domain.into(), i64::from(limit).into()], named).await
}

/// The first groups whose names contain `text`, by name.
pub async fn search_groups(
    tx: &mut Tx,
    domain: i64,
    text: &str,
    limit: u32,
) -> Result<Vec<(Id, String)>, Error> {
    let sql = "SELECT id, name FROM groups WHERE domain = $1 AND lower(name) LIKE $2 ESCAPE '!' \
               ORDER BY name LIMIT $3";
    let values = [domain.into(), containing(text).into(), i64::from(limit).into()];
    tx.all(sql, &values, named).await
}

/// The group with this id or name.
pub async fn resolve_group(tx: &mut Tx, domain: i64, text: &str) -> Result<Option<Id>, Error> {
    let sql = "SELECT id FROM groups WHERE domain = $1 AND (id = $2 OR name = $2) \
               ORDER BY (id = $2) DESC LIMIT 1";
    tx.maybe(sql, &[domain.into(), Value::sought(text)], |row| row.id(0)).await
}

/// The first locations whose names or codes contain `text`, by name; with `all` also deactivated ones.
pub async fn search_locations(
    tx: &mut Tx,
    domain: i64,
    text: &str,
    all: bool,
    limit: u32,
) -> Result<Vec<LocationName>, Error> {
    let active = if all { "" } else { "AND NOT archived " };
    let sql = format!(
        "SELECT id, name, site_code, parent FROM locations WHERE domain = $1 {active}\
         AND (lower(name) LIKE $2 ESCAPE '!' OR lower(site_code) LIKE $2 ESCAPE '!') \
         ORDER BY name, number LIMIT $3"
    );
    let values = [domain.into(), containing(text).into(), i64::from(limit).into()];
    tx.all(&sql, &values, place).await
}

/// The location with this id or code, or else the first one with this name.
pub async fn resolve_location(tx: &mut Tx, domain: i64, text: &str) -> Result<Option<Id>, Error> {
    let sql = "SELECT id FROM locations WHERE domain = $1 \
               AND (id = $2 OR site_code = $2 OR name = $2) \
               ORDER BY (id = $2) DESC, (site_code = $2) DESC, number LIMIT 1";
    tx.maybe(sql, &[domain.into(), Value::sought(text)], |row| row.id(0)).await
}

/// The pattern for `LIKE .. ESCAPE '!'` that finds lower-case texts that contain `text`. Both
/// engines fold only ASCII letters here.
pub(crate) fn containing(text: &str) -> String {
    let mut pattern = String::from("%");
    for letter in text.to_ascii_lowercase().chars().filter(|letter| *letter != '\0') {
        if matches!(letter, '%' | '_' | '!') {
            pattern.push('!');
        }
        pattern.push(letter);
    }
    pattern.push('%');
    pattern
}

/// The groups with these ids, by name; unknown ones are left out.
pub async fn groups_of(
    tx: &mut Tx,
    domain: i64,
    ids: Vec<String>,
) -> Result<Vec<(Id, String)>, Error> {
    let sql = "SELECT id, name FROM groups WHERE domain = $1 AND id = ANY($2) ORDER BY name";
    tx.all(sql, &[domain.into(), Value::storable(ids)], named).await
}

/// The first active locations of a domain, by name.
pub async fn places(tx: &mut Tx, domain: i64, limit: u32) -> Result<Vec<LocationName>, Error> {
    let sql = "SELECT id, name, site_code, parent FROM locations WHERE domain = $1 \
               AND NOT archived ORDER BY name, number LIMIT $2";
    tx.all(sql, &[domain.into(), i64::from(limit).into()], place).await
}

/// The locations with these ids and all their ancestors; unknown ones are left out.
pub async fn locations_with_ancestors(
    tx: &mut Tx,
    domain: i64,
    ids: Vec<String>,
) -> Result<Vec<LocationName>, Error> {
    let sql = "WITH RECURSIVE above (id) AS ( \
                   SELECT id FROM locations WHERE domain = $1 AND id = ANY($2) \
                   UNION SELECT l.parent FROM locations l JOIN above a ON l.id = a.id \
                   WHERE l.domain = $1) \
               SELECT id, name, site_code, parent FROM locations \
               WHERE domain = $1 AND id IN (SELECT id FROM above)";
    tx.all(sql, &[domain.into(), Value::storable(ids)], place).await
}

/// The sign-in names of the web users with these ids who are in the domain.
pub async fn web_users_of(
    tx: &mut Tx,
    domain: i64,
    ids: Vec<String>,
) -> Result<Vec<(Id, String)>, Error> {
    let sql = "SELECT u.id, u.username FROM memberships m JOIN web_users u ON u.id = m.web_user \
               WHERE m.domain = $1 AND m.web_user = ANY($2)";
    tx.all(sql, &[domain.into(), Value::storable(ids)], named).await
}

/// The names of the roles with these ids.
pub async fn roles_of(
    tx: &mut Tx,
    domain: i64,
    ids: Vec<String>,
) -> Result<Vec<(Id, String)>, Error> {
    let sql = "SELECT id, name FROM roles WHERE domain = $1 AND id = ANY($2)";
    tx.all(sql, &[domain.into(), Value::storable(ids)], named).await
}

fn named(row: &Row<'_>) -> Result<(Id, String), Error> {
    Ok((row.id(0)?, row.text(1)?))
}

fn place(row: &Row<'_>) -> Result<LocationName, Error> {
    let parent = row.text(3)?;
    Ok(LocationName {
        id: row.id(0)?,
        name: row.text(1)?,
        site_code: row.text(2)?,
        parent: (!parent.is_empty()).then(|| Id::new_unchecked(parent)),
    })
}
