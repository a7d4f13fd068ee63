//! Profiles: named sets of custom values.

use roster_model::{NewProfile, Profile};

use crate::{Error, Row, Tx, Value, domain_state};

/// All profiles of a domain, by number.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<Profile>, Error> {
    let sql = "SELECT number, name, data FROM profiles WHERE domain = $1 ORDER BY number";
    tx.all(sql, &[domain.into()], profile).await
}

/// Adds a profile, and tells its number.
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

fn profile(row: &Row<'_>) -> Result<Profile, Error> {
    Ok(Profile { number: row.int(0)?, name: row.text(1)?, values: row.json(2)? })
}
