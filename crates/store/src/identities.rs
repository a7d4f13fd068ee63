//! The accounts at identity providers with which web users sign in.

use jiff::Timestamp;
use roster_model::{Id, WebUser};

use crate::{Error, Tx, Value, web_users};

/// The web user who is linked to this account of a provider.
pub async fn owner(tx: &mut Tx, issuer: &str, subject: &str) -> Result<Option<WebUser>, Error> {
    let sql = "SELECT u.id, u.username, u.first_name, u.last_name, u.active \
               FROM identities i JOIN web_users u ON u.id = i.web_user \
               WHERE i.issuer = $1 AND i.subject = $2";
    let values = [Value::sought(issuer), Value::sought(subject)];
    tx.maybe(sql, &values, |row| web_users::web_user(row, 0)).await
}

/// The account of a provider to which the web user is linked.
pub async fn subject_of(tx: &mut Tx, user: &Id, issuer: &str) -> Result<Option<String>, Error> {
    let sql = "SELECT subject FROM identities WHERE web_user = $1 AND issuer = $2";
    tx.maybe(sql, &[user.into(), issuer.into()], |row| row.text(0)).await
}

/// Links a web user to an account of a provider.
///
/// # Errors
///
/// [`crate::ErrorKind::Unique`] when either is linked to another.
pub async fn insert(
    tx: &mut Tx,
    user: &Id,
    issuer: &str,
    subject: &str,
    at: Timestamp,
) -> Result<(), Error> {
    let sql = "INSERT INTO identities (issuer, subject, web_user, linked_at) \
               VALUES ($1, $2, $3, $4)";
    let values = [Value::from(issuer), subject.into(), user.into(), at.into()];
    tx.run(sql, &values).await.map(drop)
}

/// Removes all links of a web user. Returns whether there was one.
pub async fn delete_all(tx: &mut Tx, user: &Id) -> Result<bool, Error> {
    let sql = "DELETE FROM identities WHERE web_user = $1";
    Ok(tx.run(sql, &[user.into()]).await? > 0)
}
