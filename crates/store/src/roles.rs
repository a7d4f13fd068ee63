//! The roles of a domain.

use roster_model::{Id, Permission, Role};

use crate::{Error, Row, Tx, Value};

/// Makes a role.
///
/// # Errors
/// [`crate::ErrorKind::Unique`] when the name is taken.
pub async fn insert(tx: &mut Tx, domain: i64, role: &Role) -> Result<(), Error> {
    let sql = "INSERT INTO roles (domain, id, name, permissions) VALUES ($1, $2, $3, $4)";
    let names: Vec<&str> = role.permissions.iter().map(|permission| permission.as_str()).collect();
    let values =
        [domain.into(), (&role.id).into(), role.name.as_str().into(), names.join(" ").into()];
    tx.run(sql, &values).await.map(drop)
}

/// The role of that identity.
pub async fn find(tx: &mut Tx, domain: i64, id: &Id) -> Result<Option<Role>, Error> {
    let sql = "SELECT id, name, permissions FROM roles WHERE domain = $1 AND id = $2";
    tx.maybe(sql, &[domain.into(), id.into()], |row| role(row, 0)).await
}

/// The role of exactly that name.
pub async fn by_name(tx: &mut Tx, domain: i64, name: &str) -> Result<Option<Role>, Error> {
    let sql = "SELECT id, name, permissions FROM roles WHERE domain = $1 AND name = $2";
    tx.maybe(sql, &[domain.into(), Value::sought(name)], |row| role(row, 0)).await
}

/// Every role, by name.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<Role>, Error> {
    let sql = "SELECT id, name, permissions FROM roles WHERE domain = $1 ORDER BY name";
    tx.all(sql, &[domain.into()], |row| role(row, 0)).await
}

/// A role whose three columns begin at `first`.
pub(crate) fn role(row: &Row<'_>, first: usize) -> Result<Role, Error> {
    Ok(Role {
        id: row.id(first)?,
        name: row.text(first + 1)?,
        permissions: row.str(first + 2)?.split(' ').filter_map(Permission::parse).collect(),
    })
}
