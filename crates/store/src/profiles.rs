//! Profiles: named sets of custom values.

use roster_model::{NewProfile, Profile};

use crate::{Error, Row, Tx, Value, domain_state};

/// All profiles of a domain, by number.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<Profile>, Error> {
    let sql = "SELECT number, name, data FROM profiles WHERE domain = $1 ORDER BY number";
    tx.all_stable(sql, &[domain.into()], profile).await
}

/// Adds a profile and returns its number.
pub async fn insert(tx: &mut Tx, domain: i64, profile: &NewProfile) -> Result<i64, Error> {
    let number = domain_state::next_number(tx, domain, "profile").await?;
    let sql = "INSERT INTO profiles (domain, number, name, data) VALUES ($1, $2, $3, $4)";
    let values = [
        domain.into(),
        number.into(),
        Value::from(profile.name.as_str()),
        Value::json(&profile.values),
    ];
    tx.run(sql, &values).await?;
    Ok(number)
}

/// Deletes the profile with this number.
pub async fn delete(tx: &mut Tx, domain: i64, number: i64) -> Result<(), Error> {
    let sql = "DELETE FROM profiles WHERE domain = $1 AND number = $2";
    tx.run(sql, &[domain.into(), number.into()]).await.map(drop)
}

/// Whether a worker or a web user has the profile with this number. It is stored in documents: last
/// in a worker's, and directly before a web user's custom data.
pub async fn is_in_use(tx: &mut Tx, domain: i64, number: i64) -> Result<bool, Error> {
    let sql = "SELECT number FROM people WHERE domain = $1 AND state > 0 AND doc LIKE $2 LIMIT 1";
    let pattern = format!("%\"profile\":{number}}}}}");
    let worker = tx.maybe(sql, &[domain.into(), pattern.into()], |row| row.int(0)).await?;
    let sql = "SELECT web_user FROM memberships WHERE domain = $1 AND doc LIKE $2 LIMIT 1";
    let pattern = format!("%,\"profile\":{number},\"custom\":%");
    let user = tx.maybe(sql, &[domain.into(), pattern.into()], |row| row.text(0)).await?;
    Ok(worker.is_some() || user.is_some())
}

fn profile(row: &Row<'_>) -> Result<Profile, Error> {
    Ok(Profile { number: row.int(0)?, name: row.text(1)?, values: row.json(2)? })
}
