//! Second factors of web users: the TOTP secret and the recovery codes.

use jiff::Timestamp;
use roster_model::Id;

use crate::{Error, Row, Tx, Value};

/// A second factor.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SecondFactor {
    /// The encrypted secret.
    pub secret: String,
    /// The latest time step whose code was used.
    pub last_step: i64,
    /// When it was set up.
    pub created_at: Timestamp,
}

/// The second factor of a web user, if any.
pub async fn find(tx: &mut Tx, user: &Id) -> Result<Option<SecondFactor>, Error> {
    let sql = "SELECT secret, last_step, created_at FROM second_factors WHERE web_user = $1";
    let factor = |row: &Row<'_>| {
        Ok(SecondFactor {
            secret: row.text(0)?,
            last_step: row.int(1)?,
            created_at: row.instant(2)?,
        })
    };
    tx.maybe(sql, &[user.into()], factor).await
}

/// Saves a second factor, and replaces an earlier one.
pub async fn save(tx: &mut Tx, user: &Id, factor: &SecondFactor) -> Result<(), Error> {
    let sql = "INSERT INTO second_factors (web_user, secret, last_step, created_at) \
               VALUES ($1, $2, $3, $4) ON CONFLICT (web_user) DO UPDATE SET \
               secret = excluded.secret, last_step = excluded.last_step, \
               created_at = excluded.created_at";
    let values = [
        user.into(),
        Value::from(factor.secret.as_str()),
        factor.last_step.into(),
        factor.created_at.into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// Marks the codes up to this time step as used. Returns whether they were unused.
pub async fn spend_step(tx: &mut Tx, user: &Id, step: i64) -> Result<bool, Error> {
    let sql = "UPDATE second_factors SET last_step = $2 WHERE web_user = $1 AND last_step < $2";
    Ok(tx.run(sql, &[user.into(), step.into()]).await? > 0)
}

/// Removes the second factor of a web user and its recovery codes.
pub async fn delete(tx: &mut Tx, user: &Id) -> Result<(), Error> {
    tx.run("DELETE FROM second_factors WHERE web_user = $1", &[user.into()]).await?;
    tx.run("DELETE FROM recovery_codes WHERE web_user = $1", &[user.into()]).await.map(drop)
}

/// Replaces the recovery codes of a web user by codes with these hashes.
pub async fn replace_codes(tx: &mut Tx, user: &Id, hashes: &[String]) -> Result<(), Error> {
    tx.run("DELETE FROM recovery_codes WHERE web_user = $1", &[user.into()]).await?;
    let sql = "INSERT INTO recovery_codes (web_user, hash) VALUES ($1, $2)";
    let rows: Vec<Vec<Value<'_>>> =
        hashes.iter().map(|hash| vec![user.into(), hash.into()]).collect();
    tx.run_many(sql, &rows).await.map(drop)
}

/// Marks the recovery code with this hash as used. Returns whether it existed.
pub async fn spend_code(tx: &mut Tx, user: &Id, hash: &str) -> Result<bool, Error> {
    let sql = "DELETE FROM recovery_codes WHERE web_user = $1 AND hash = $2";
    Ok(tx.run(sql, &[user.into(), hash.into()]).await? > 0)
}

/// The number of unused recovery codes of a web user.
pub async fn codes_left(tx: &mut Tx, user: &Id) -> Result<i64, Error> {
    let sql = "SELECT COUNT(*) FROM recovery_codes WHERE web_user = $1";
    tx.one(sql, &[user.into()], |row| row.int(0)).await
}
