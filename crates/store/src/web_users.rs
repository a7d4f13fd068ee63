//! Web users of the whole store, found by their sign-in name.

use jiff::Timestamp;
use roster_model::{AccountState, Id, WebUser};

use crate::{Error, Row, Tx, Value, row::unlike};

/// A web user and their credentials.
pub struct Login {
    /// The web user.
    pub user: WebUser,
    /// The password hash, as a PHC string.
    pub password_hash: String,
    /// The encrypted secret for Digest authentication; `None` where no domain needs it.
    pub digest_secret: Option<String>,
    /// How far the owner has proved who they are.
    pub state: AccountState,
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
    state: AccountState,
    at: Timestamp,
) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "INSERT INTO web_users \
               (id, username, first_name, last_name, active, password_hash, created_at, state, \
               home) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9)";
    let (state, home) = columns(state);
    let values = [
        Value::from(&user.id),
        user.username.as_str().into(),
        user.first_name.as_str().into(),
        user.last_name.as_str().into(),
        user.active.into(),
        password_hash.into(),
        at.into(),
        state.into(),
        home.into(),
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
    let sql = "SELECT id, username, first_name, last_name, active, password_hash, digest_secret, \
               state, home FROM web_users WHERE username = $1";
    let login = |row: &Row<'_>| {
        Ok(Login {
            user: web_user(row, 0)?,
            password_hash: row.text(5)?,
            digest_secret: row.maybe_text(6)?,
            state: account_state(row, 7)?,
        })
    };
    tx.maybe(sql, &[Value::sought(username)], login).await
}

/// The state of an account.
pub async fn state(tx: &mut Tx, id: &Id) -> Result<Option<AccountState>, Error> {
    let sql = "SELECT state, home FROM web_users WHERE id = $1";
    tx.maybe(sql, &[id.into()], |row| account_state(row, 0)).await
}

/// Saves the state of an account.
pub async fn set_state(tx: &mut Tx, id: &Id, state: AccountState) -> Result<(), Error> {
    tx.raise_authz_version();
    let (state, home) = columns(state);
    let sql = "UPDATE web_users SET state = $2, home = $3 WHERE id = $1";
    tx.run(sql, &[id.into(), state.into(), home.into()]).await.map(drop)
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

/// Saves the language of the console; `None` for that of the browser.
pub async fn set_language(tx: &mut Tx, id: &Id, language: Option<&str>) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE web_users SET language = $2 WHERE id = $1";
    tx.run(sql, &[id.into(), language.into()]).await.map(drop)
}

/// Activates or deactivates a web user.
pub async fn set_active(tx: &mut Tx, id: &Id, active: bool) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE web_users SET active = $2 WHERE id = $1";
    tx.run(sql, &[id.into(), active.into()]).await.map(drop)
}

/// Makes a web user an operator of the server, or ends it.
pub async fn set_operator(tx: &mut Tx, id: &Id, operator: bool) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "UPDATE web_users SET operator = $2 WHERE id = $1";
    tx.run(sql, &[id.into(), operator.into()]).await.map(drop)
}

/// Whether the web user is an operator of the server.
pub async fn is_operator(tx: &mut Tx, id: &Id) -> Result<bool, Error> {
    let sql = "SELECT operator FROM web_users WHERE id = $1";
    Ok(tx.maybe(sql, &[id.into()], |row| row.bool(0)).await?.unwrap_or(false))
}

/// The sign-in names of the operators of the server, in order.
pub async fn operators(tx: &mut Tx) -> Result<Vec<String>, Error> {
    let sql = "SELECT username FROM web_users WHERE operator ORDER BY username";
    tx.all(sql, &[], |row| row.text(0)).await
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

fn columns(state: AccountState) -> (&'static str, Option<i64>) {
    match state {
        AccountState::Created { home } => ("created", Some(home)),
        AccountState::Claimed { home } => ("claimed", Some(home)),
        AccountState::Joinable => ("joinable", None),
    }
}

/// The state of an account whose two columns begin at `first`.
pub(crate) fn account_state(row: &Row<'_>, first: usize) -> Result<AccountState, Error> {
    match (row.str(first)?, row.maybe_int(first + 1)?) {
        ("joinable", _) => Ok(AccountState::Joinable),
        ("created", Some(home)) => Ok(AccountState::Created { home }),
        ("claimed", Some(home)) => Ok(AccountState::Claimed { home }),
        _ => Err(unlike(first, "the state of an account")),
    }
}
