//! Keys of the User.com dialect, found by the hash of their text.

use std::net::IpAddr;

use roster_model::{AppKey, Domain, DomainName, Id};

use crate::{Error, Row, Tx, Value, domains};

const COLUMNS: &str = "k.id, d.name, k.name, k.prefix, k.contacts_only, k.allowed_ips, \
                       k.expires_at, k.active, k.created_at";

/// Adds a key of a domain; `hash` is the hash of its text.
pub async fn insert(tx: &mut Tx, domain: i64, key: &AppKey, hash: &str) -> Result<(), Error> {
    let sql = "INSERT INTO app_keys (hash, id, domain, name, prefix, contacts_only, allowed_ips, \
               expires_at, active, created_at) VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)";
    let addresses: Vec<String> = key.allowed_ips.iter().map(IpAddr::to_string).collect();
    let values = [
        hash.into(),
        Value::from(&key.id),
        domain.into(),
        key.name.as_str().into(),
        key.prefix.as_str().into(),
        key.contacts_only.into(),
        addresses.join(" ").into(),
        key.expires_at.into(),
        key.active.into(),
        key.created_at.into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// The key with this hash, and its domain.
pub async fn find_by_hash(tx: &mut Tx, hash: &str) -> Result<Option<(AppKey, Domain)>, Error> {
    let sql = format!(
        "SELECT d.number, d.name, d.settings, {COLUMNS} FROM app_keys k \
         JOIN domains d ON d.number = k.domain WHERE k.hash = $1"
    );
    tx.maybe(&sql, &[hash.into()], |row| Ok((app_key(row, 3)?, domains::domain(row)?))).await
}

/// All keys of a domain, oldest first.
pub async fn list(tx: &mut Tx, domain: i64) -> Result<Vec<AppKey>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM app_keys k JOIN domains d ON d.number = k.domain \
         WHERE k.domain = $1 ORDER BY k.created_at, k.id"
    );
    tx.all(&sql, &[domain.into()], |row| app_key(row, 0)).await
}

/// The key with this id, and its domain.
pub async fn find(tx: &mut Tx, id: &Id) -> Result<Option<(AppKey, Domain)>, Error> {
    let sql = format!(
        "SELECT d.number, d.name, d.settings, {COLUMNS} FROM app_keys k \
         JOIN domains d ON d.number = k.domain WHERE k.id = $1"
    );
    tx.maybe(&sql, &[id.into()], |row| Ok((app_key(row, 3)?, domains::domain(row)?))).await
}

/// Revokes a key of a domain. Returns whether the key was active.
pub async fn revoke(tx: &mut Tx, domain: i64, id: &Id) -> Result<bool, Error> {
    let sql = "UPDATE app_keys SET active = $3 WHERE domain = $1 AND id = $2 AND active";
    Ok(tx.run(sql, &[domain.into(), id.into(), false.into()]).await? > 0)
}

/// A key whose columns begin at `first`.
fn app_key(row: &Row<'_>, first: usize) -> Result<AppKey, Error> {
    Ok(AppKey {
        id: row.id(first)?,
        domain: DomainName::new_unchecked(row.text(first + 1)?),
        name: row.text(first + 2)?,
        prefix: row.text(first + 3)?,
        contacts_only: row.bool(first + 4)?,
        allowed_ips: row.str(first + 5)?.split(' ').filter_map(|ip| ip.parse().ok()).collect(),
        expires_at: row.maybe_instant(first + 6)?,
        active: row.bool(first + 7)?,
        created_at: row.instant(first + 8)?,
    })
}
