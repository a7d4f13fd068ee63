//! Sessions of the console, found by the hash of their token.

use jiff::Timestamp;
use roster_model::{AccountState, Id, WebUser};

use crate::{Error, Row, Tx, Value, web_users};

/// A session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// Its user.
    pub user: WebUser,
    /// The id that ends it.
    pub id: Id,
    /// A fingerprint of the password at its start.
    pub password: String,
    /// Whether it began over TLS.
    pub secure: bool,
    /// The client's address at its start.
    pub address: String,
    /// The client's `User-Agent` at its start.
    pub agent: String,
    /// Whether it began with an identity provider, not with the password.
    pub by_provider: bool,
    /// When it began.
    pub created_at: Timestamp,
    /// When it was last used, to some minutes.
    pub used_at: Timestamp,
    /// When its user last entered the password again.
    pub confirmed_at: Option<Timestamp>,
}

/// What the store has of the account of a session.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SessionAccount {
    /// The current password hash.
    pub password_hash: String,
    /// How far the owner has proved who they are.
    pub state: AccountState,
    /// Whether the owner is an operator of the server.
    pub is_operator: bool,
    /// The language of the console; `None` for that of the browser.
    pub language: Option<String>,
}

const COLUMNS: &str = "u.id, u.username, u.first_name, u.last_name, u.active, \
     s.id, s.password, s.secure, s.address, s.agent, s.created_at, s.used_at, \
     s.confirmed_at, s.by_provider";

/// Adds a session.
pub async fn insert(tx: &mut Tx, hash: &str, session: &Session) -> Result<(), Error> {
    let sql = "INSERT INTO sessions (hash, id, web_user, password, secure, address, agent, \
               created_at, used_at, by_provider) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let values = [
        Value::from(hash),
        (&session.id).into(),
        (&session.user.id).into(),
        session.password.as_str().into(),
        session.secure.into(),
        session.address.as_str().into(),
        session.agent.as_str().into(),
        session.created_at.into(),
        session.used_at.into(),
        session.by_provider.into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// The session with this token hash, and the account of its user.
pub async fn find(tx: &mut Tx, hash: &str) -> Result<Option<(Session, SessionAccount)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, u.password_hash, u.state, u.home, u.operator, u.language \
         FROM sessions s JOIN web_users u ON u.id = s.web_user WHERE s.hash = $1"
    );
    tx.maybe(&sql, &[hash.into()], |row| Ok((session(row)?, account(row)?))).await
}

/// The sessions of a web user, last used first.
pub async fn list(tx: &mut Tx, user: &Id) -> Result<Vec<Session>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM sessions s JOIN web_users u ON u.id = s.web_user \
         WHERE s.web_user = $1 ORDER BY s.used_at DESC, s.id"
    );
    tx.all(&sql, &[user.into()], session).await
}

/// Records a use of a session.
pub async fn touch(tx: &mut Tx, id: &Id, at: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE sessions SET used_at = $2 WHERE id = $1";
    tx.run(sql, &[id.into(), at.into()]).await.map(drop)
}

/// Records that the user of a session has entered the password again.
pub async fn confirm(tx: &mut Tx, id: &Id, at: Timestamp) -> Result<(), Error> {
    let sql = "UPDATE sessions SET confirmed_at = $2 WHERE id = $1";
    tx.run(sql, &[id.into(), at.into()]).await.map(drop)
}

/// Updates the password fingerprint, so that the session survives a password change.
pub async fn set_password(tx: &mut Tx, id: &Id, password: &str) -> Result<(), Error> {
    let sql = "UPDATE sessions SET password = $2 WHERE id = $1";
    tx.run(sql, &[id.into(), password.into()]).await.map(drop)
}

/// Ends the session with this id, if it belongs to the web user.
pub async fn delete(tx: &mut Tx, user: &Id, id: &str) -> Result<(), Error> {
    let sql = "DELETE FROM sessions WHERE web_user = $1 AND id = $2";
    tx.run(sql, &[user.into(), Value::sought(id)]).await.map(drop)
}

/// Ends all sessions of a web user but one.
pub async fn delete_others(tx: &mut Tx, user: &Id, kept: &Id) -> Result<(), Error> {
    let sql = "DELETE FROM sessions WHERE web_user = $1 AND id <> $2";
    tx.run(sql, &[user.into(), kept.into()]).await.map(drop)
}

/// Ends all sessions of a web user.
pub async fn delete_all(tx: &mut Tx, user: &Id) -> Result<(), Error> {
    tx.run("DELETE FROM sessions WHERE web_user = $1", &[user.into()]).await.map(drop)
}

/// Ends the sessions of a web user that began with an identity provider.
pub async fn delete_by_provider(tx: &mut Tx, user: &Id) -> Result<(), Error> {
    let sql = "DELETE FROM sessions WHERE web_user = $1 AND by_provider";
    tx.run(sql, &[user.into()]).await.map(drop)
}

/// Ends the sessions that began before one instant, or were last used before the other.
pub async fn delete_old(tx: &mut Tx, began: Timestamp, used: Timestamp) -> Result<(), Error> {
    let sql = "DELETE FROM sessions WHERE created_at < $1 OR used_at < $2";
    tx.run(sql, &[began.into(), used.into()]).await.map(drop)
}

fn account(row: &Row<'_>) -> Result<SessionAccount, Error> {
    let state = web_users::account_state(row, 15)?;
    Ok(SessionAccount {
        password_hash: row.text(14)?,
        state,
        is_operator: row.bool(17)?,
        language: row.maybe_text(18)?,
    })
}

fn session(row: &Row<'_>) -> Result<Session, Error> {
    Ok(Session {
        user: web_users::web_user(row, 0)?,
        id: row.id(5)?,
        password: row.text(6)?,
        secure: row.bool(7)?,
        address: row.text(8)?,
        agent: row.text(9)?,
        by_provider: row.bool(13)?,
        created_at: row.instant(10)?,
        used_at: row.instant(11)?,
        confirmed_at: row.maybe_instant(12)?,
    })
}
