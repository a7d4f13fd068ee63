//! Web users of the whole store, found by their sign-in name.

use jiff::Timestamp;
use roster_model::{Id, WebUser};

use crate::{Error, Row, Tx, Value};

/// A web user and their credentials.
pub struct Login {
    /// The web user.
    pub user: WebUser,
    /// The password hash, as a PHC string.
    pub password_hash: String,
    /// The encrypted secret for Digest authentication; `None` where no domain needs it.
    pub digest_secret: Option<String>,
}

/// Adds a web user.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when the sign-in name is taken.
pub async fn insert(
    tx: &mut Tx,
    user: &WebUser,
    password_hash: &str,
    at: Timestamp,
) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "INSERT INTO web_users \
               (id, username, first_name, last_name, active, password_hash, created_at) \
               VALUES ($1, $2, $3, $4, $5, $6, $7)";
    let values = [
        Value::from(&user.id),
        user.username.as_str().into(),
        user.first_name.as_str().into(),
        user.last_name.as_str().into(),
        user.active.into(),
        password_hash.into(),
        at.into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// The web user with exactly this sign-in name.
pub async fn find(tx: &mut Tx, username: &str) -> Result<Option<WebUser>, Error> {
    let sql = "SELECT id, username, first_name, last_name, active FROM web_users \
               WHERE username = $1";
    tx.maybe(sql, &[Value::sought(username)], |row| web_user(row, 0)).await
}

/// The web user with exactly this sign-in name, and their credentials.
pub async fn login(tx: &mut Tx, username: &str) -> Result<Option<Login>, Error> {
    let sql = "SELECT id, username, first_name, last_name, active, password_hash, digest_secret \
               FROM web_users WHERE username = $1";
    let login = |row: &Row<'_>| {
        Ok(Login {
            user: web_user(row, 0)?,
            password_hash: row.text(5)?,
            digest_secret: row.maybe_text(6)?,
        })
    };
    tx.maybe(sql, &[Value::sought(username)], login).await
}

/// Saves a new password hash and deletes the Digest secret of the old password.
pub async fn set_password(tx: &mut Tx, id: &Id, hash: &str) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE web_users SET password_hash = $2, digest_secret = NULL WHERE id = $1";
    tx.run(sql, &[id.into(), hash.into()]).await.map(drop)
}

/// Saves the Digest secret, unless the password hash is no longer `password_hash`.
pub async fn set_digest_secret(
    tx: &mut Tx,
    id: &Id,
    password_hash: &str,
    secret: &str,
) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE web_users SET digest_secret = $3 WHERE id = $1 AND password_hash = $2";
    tx.run(sql, &[id.into(), password_hash.into(), secret.into()]).await.map(drop)
}

/// Deletes the Digest secret.
pub async fn forget_digest_secret(tx: &mut Tx, id: &Id) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE web_users SET digest_secret = NULL WHERE id = $1";
    tx.run(sql, &[id.into()]).await.map(drop)
}

/// The members of a domain with a Digest secret.
pub async fn with_digest_secret(tx: &mut Tx, domain: i64) -> Result<Vec<Id>, Error> {
    let sql = "SELECT u.id FROM memberships m JOIN web_users u ON u.id = m.web_user \
               WHERE m.domain = $1 AND u.digest_secret IS NOT NULL";
    tx.all(sql, &[domain.into()], |row| row.id(0)).await
}

/// Activates or deactivates a web user.
pub async fn set_active(tx: &mut Tx, id: &Id, active: bool) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE web_users SET active = $2 WHERE id = $1";
    tx.run(sql, &[id.into(), active.into()]).await.map(drop)
}

/// A web user whose five columns begin at `first`.
pub(crate) fn web_user(row: &Row<'_>, first: usize) -> Result<WebUser, Error> {
    Ok(WebUser {
        id: row.id(first)?,
        username: row.text(first + 1)?,
        first_name: row.text(first + 2)?,
        last_name: row.text(first + 3)?,
        active: row.bool(first + 4)?,
    })
}
