//! API keys, found by the hash of their text.

use std::net::IpAddr;

use roster_model::{ApiKey, DomainName, Id, WebUser};

use crate::{Error, Row, Tx, Value, web_users};

const COLUMNS: &str = "k.id, k.owner, k.prefix, d.name, k.role, k.allowed_ips, k.expires_at, \
                       k.active, k.created_at, k.name";

/// Adds a key. `hash` is the hash of its text, `digest_secret` the encrypted secret for Digest
/// authentication, `domain` the number of the only domain it opens.
pub async fn insert(
    tx: &mut Tx,
    key: &ApiKey,
    domain: Option<i64>,
    hash: &str,
    digest_secret: &str,
) -> Result<(), Error> {
    tx.raise_authz_version();
    let sql = "INSERT INTO api_keys (hash, id, owner, prefix, domain, role, allowed_ips, \
               expires_at, active, digest_secret, created_at, name) \
               VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
    let addresses: Vec<String> = key.allowed_ips.iter().map(IpAddr::to_string).collect();
    let values = [
        hash.into(),
        Value::from(&key.id),
        (&key.owner).into(),
        key.prefix.as_str().into(),
        domain.into(),
        key.role.as_ref().map(Id::as_str).into(),
        addresses.join(" ").into(),
        key.expires_at.into(),
        key.active.into(),
        digest_secret.into(),
        key.created_at.into(),
        key.name.as_str().into(),
    ];
    tx.run(sql, &values).await.map(drop)
}

/// The key with this hash, and its owner.
pub async fn find_by_hash(tx: &mut Tx, hash: &str) -> Result<Option<(ApiKey, WebUser)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, u.id, u.username, u.first_name, u.last_name, u.active \
         FROM api_keys k \
         JOIN web_users u ON u.id = k.owner \
         LEFT JOIN domains d ON d.number = k.domain \
         WHERE k.hash = $1"
    );
    tx.maybe(&sql, &[hash.into()], |row| Ok((api_key(row)?, web_users::web_user(row, 10)?))).await
}

/// The active keys of a web user, each with its encrypted Digest secret.
pub async fn with_digest_secret(tx: &mut Tx, owner: &Id) -> Result<Vec<(ApiKey, String)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, k.digest_secret FROM api_keys k \
         LEFT JOIN domains d ON d.number = k.domain \
         WHERE k.owner = $1 AND k.active"
    );
    tx.all(&sql, &[owner.into()], |row| Ok((api_key(row)?, row.text(10)?))).await
}

/// All keys with their owner's sign-in name, oldest first.
pub async fn list(tx: &mut Tx) -> Result<Vec<(ApiKey, String)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, u.username FROM api_keys k \
         JOIN web_users u ON u.id = k.owner \
         LEFT JOIN domains d ON d.number = k.domain \
         ORDER BY k.created_at, k.id"
    );
    tx.all(&sql, &[], |row| Ok((api_key(row)?, row.text(10)?))).await
}

/// The keys that are limited to one domain, with their owners' sign-in names, oldest first.
pub async fn of_domain(tx: &mut Tx, domain: i64) -> Result<Vec<(ApiKey, String)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, u.username FROM api_keys k \
         JOIN web_users u ON u.id = k.owner \
         JOIN domains d ON d.number = k.domain \
         WHERE k.domain = $1 ORDER BY k.created_at, k.id"
    );
    tx.all(&sql, &[domain.into()], |row| Ok((api_key(row)?, row.text(10)?))).await
}

/// The keys of a web user with their sign-in name, oldest first.
pub async fn of_owner(tx: &mut Tx, owner: &Id) -> Result<Vec<(ApiKey, String)>, Error> {
    let sql = format!(
        "SELECT {COLUMNS}, u.username FROM api_keys k \
         JOIN web_users u ON u.id = k.owner \
         LEFT JOIN domains d ON d.number = k.domain \
         WHERE k.owner = $1 ORDER BY k.created_at, k.id"
    );
    tx.all(&sql, &[owner.into()], |row| Ok((api_key(row)?, row.text(10)?))).await
}

/// The key with this id.
pub async fn find(tx: &mut Tx, id: &Id) -> Result<Option<ApiKey>, Error> {
    let sql = format!(
        "SELECT {COLUMNS} FROM api_keys k LEFT JOIN domains d ON d.number = k.domain \
         WHERE k.id = $1"
    );
    tx.maybe(&sql, &[id.into()], api_key).await
}

/// Revokes a key. Returns whether the key was active.
pub async fn revoke(tx: &mut Tx, id: &Id) -> Result<bool, Error> {
    tx.raise_authz_version();
    let sql = "UPDATE api_keys SET active = $2 WHERE id = $1 AND active";
    Ok(tx.run(sql, &[id.into(), false.into()]).await? > 0)
}

fn api_key(row: &Row<'_>) -> Result<ApiKey, Error> {
    Ok(ApiKey {
        id: row.id(0)?,
        owner: row.id(1)?,
        prefix: row.text(2)?,
        domain: row.maybe_text(3)?.map(DomainName::new_unchecked),
        role: row.maybe_id(4)?,
        allowed_ips: row.str(5)?.split(' ').filter_map(|ip| ip.parse().ok()).collect(),
        expires_at: row.maybe_instant(6)?,
        active: row.bool(7)?,
        created_at: row.instant(8)?,
        name: row.text(9)?,
    })
}
