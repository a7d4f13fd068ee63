//! Web users: known to the whole store, found by their sign-in name.

use jiff::Timestamp;
use roster_model::{Id, WebUser};

use crate::{Error, Row, Tx, Value};

/// A web user, and what proves that it is them.
pub struct Login {
    /// Who.
    pub user: WebUser,
    /// The hash of the password, as a PHC string.
    pub password_hash: String,
    /// What Digest authentication by password needs, sealed; `None` where no domain asks for it.
    pub digest_secret: Option<String>,
}

/// Makes a web user.
///
/// # Errors
/// [`crate::ErrorKind::Unique`] when the sign-in name is taken.
pub async fn insert(
    tx: &mut Tx,
    user: &WebUser,
    password_hash: &str,
    at: Timestamp,
) -> Result<(), Error> {
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

/// The same, with what proves that it is them.
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

/// Gives a web user another password. The Digest secret of the old one goes.
pub async fn set_password(tx: &mut Tx, id: &Id, hash: &str) -> Result<(), Error> {
    let sql = "UPDATE web_users SET password_hash = $2, digest_secret = NULL WHERE id = $1";
    tx.run(sql, &[id.into(), hash.into()]).await.map(drop)
}

/// Keeps what Digest authentication by password needs, unless the password is no longer the one
/// with the hash `password_hash`.
pub async fn set_digest_secret(
    tx: &mut Tx,
    id: &Id,
    password_hash: &str,
    secret: &str,
) -> Result<(), Error> {
    let sql = "UPDATE web_users SET digest_secret = $3 WHERE id = $1 AND password_hash = $2";
    tx.run(sql, &[id.into(), password_hash.into(), secret.into()]).await.map(drop)
}

/// Forgets what Digest authentication by password needs.
pub async fn forget_digest_secret(tx: &mut Tx, id: &Id) -> Result<(), Error> {
    let sql = "UPDATE web_users SET digest_secret = NULL WHERE id = $1";
    tx.run(sql, &[id.into()]).await.map(drop)
}

/// The members of a domain who have a Digest secret.
pub async fn with_digest_secret(tx: &mut Tx, domain: i64) -> Result<Vec<Id>, Error> {
    let sql = "SELECT u.id FROM memberships m JOIN web_users u ON u.id = m.web_user \
               WHERE m.domain = $1 AND u.digest_secret IS NOT NULL";
    tx.all(sql, &[domain.into()], |row| row.id(0)).await
}

/// Lets a web user sign in, or not.
pub async fn set_active(tx: &mut Tx, id: &Id, active: bool) -> Result<(), Error> {
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
