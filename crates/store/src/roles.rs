//! The roles of a domain.

use roster_model::{Id, Permission, Role};

use crate::{Error, Row, Tx, Value};

/// Adds a role.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when the name is taken.
pub async fn insert(tx: &mut Tx, domain: i64, role: &Role) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "INSERT INTO roles (domain, id, name, permissions) VALUES ($1, $2, $3, $4)";
    let names: Vec<&str> = role.permissions.iter().map(|permission| permission.as_str()).collect();
    let values =
        [domain.into(), (&role.id).into(), role.name.as_str().into(), names.join(" ").into()];
    tx.run(sql, &values).await.map(drop)
}

/// The role with this id.
pub async fn find(tx: &mut Tx, domain: i64, id: &Id) -> Result<Option<Role>, Error> {
    let sql = "SELECT id, name, permissions FROM roles WHERE domain = $1 AND id = $2";
    tx.maybe(sql, &[domain.into(), id.into()], |row| role(row, 0)).await
}

/// The role with exactly this name.
pub async fn by_name(tx: &mut Tx, domain: i64, name: &str) -> Result<Option<Role>, Error> {
    let sql = "SELECT id, name, permissions FROM roles WHERE domain = $1 AND name = $2";
    tx.maybe(sql, &[domain.into(), Value::sought(name)], |row| role(row, 0)).await
}

/// All roles, by name.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<Role>, Error> {
    let sql = "SELECT id, name, permissions FROM roles WHERE domain = $1 ORDER BY name";
    tx.all(sql, &[domain.into()], |row| role(row, 0)).await
}

/// Updates the role with this id.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when the name is taken.
pub async fn update(tx: &mut Tx, domain: i64, role: &Role) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE roles SET name = $3, permissions = $4 WHERE domain = $1 AND id = $2";
    let names: Vec<&str> = role.permissions.iter().map(|permission| permission.as_str()).collect();
    let values =
        [domain.into(), (&role.id).into(), role.name.as_str().into(), names.join(" ").into()];
    tx.run(sql, &values).await.map(drop)
}

/// Deletes the role with this id.
pub async fn delete(tx: &mut Tx, domain: i64, id: &Id) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "DELETE FROM roles WHERE domain = $1 AND id = $2";
    tx.run(sql, &[domain.into(), id.into()]).await.map(drop)
}

/// The sign-in names of the web users with the role, in order, and their ids.
pub async fn web_users(tx: &mut Tx, domain: i64, id: &Id) -> Result<Vec<(Id, String)>, Error> {
    let sql = "SELECT u.id, u.username FROM memberships m JOIN web_users u ON u.id = m.web_user \
               WHERE m.domain = $1 AND m.role = $2 ORDER BY u.username";
    tx.all(sql, &[domain.into(), id.into()], |row| Ok((row.id(0)?, row.text(1)?))).await
}

/// The number of people with the role of this name.
pub async fn people(tx: &mut Tx, domain: i64, name: &str) -> Result<i64, Error> {
    let sql = "SELECT count(*) FROM people WHERE domain = $1 AND role = $2";
    tx.one(sql, &[domain.into(), name.into()], |row| row.int(0)).await
}

/// The number of active API keys that are limited to the role.
pub async fn api_keys(tx: &mut Tx, domain: i64, id: &Id) -> Result<i64, Error> {
    let sql = "SELECT count(*) FROM api_keys WHERE domain = $1 AND role = $2 AND active";
    tx.one(sql, &[domain.into(), id.into()], |row| row.int(0)).await
}

/// The role of a holder, such as a membership. The three columns of the role begin at `first`; `id` is
/// the column with the id that the holder has. Holders without a role are admins.
pub(crate) fn of_holder(row: &Row<'_>, first: usize, id: usize) -> Result<Option<Role>, Error> {
    Ok(match (row.maybe_text(first)?, row.maybe_text(id)?) {
        (Some(_), _) => Some(role(row, first)?),
        (None, None) => None,
        (None, Some(gone)) => Some(deleted(gone)),
    })
}

/// The role of a holder whose role was deleted: without a name and permissions. Without a role the
/// holder would be an admin.
fn deleted(id: String) -> Role {
    Role { id: Id::new_unchecked(id), name: String::new(), permissions: [].into() }
}

/// The role with this id, of a holder in the domain.
pub(crate) async fn held(tx: &mut Tx, domain: i64, id: &Id) -> Result<Role, Error> {
    Ok(find(tx, domain, id).await?.unwrap_or_else(|| deleted(id.to_string())))
}

/// A role whose three columns begin at `first`.
pub(crate) fn role(row: &Row<'_>, first: usize) -> Result<Role, Error> {
    Ok(Role {
        id: row.id(first)?,
        name: row.text(first + 1)?,
        permissions: row.str(first + 2)?.split(' ').filter_map(Permission::parse).collect(),
    })
}
