//! When keys were last used: apart from the keys, which are read often and written seldom.

use jiff::{SignedDuration, Timestamp};
use roster_model::Id;

use crate::{Error, Tx, Value};

/// The number that stands for no domain: of uses that ask for what the key's owner is, not for
/// what is in a domain.
pub const NO_DOMAIN: i64 = 0;

/// Uses closer together than this are noted as one (as the live service does).
pub const SPACING: SignedDuration = SignedDuration::from_secs(30);

/// Notes that a key was used in a domain, unless that was noted less than [`SPACING`] ago.
pub async fn stamp(tx: &mut Tx, domain: i64, key: &Id, at: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO key_uses (domain, key, used_at) VALUES ($1, $2, $3) \
               ON CONFLICT (domain, key) DO UPDATE SET used_at = excluded.used_at \
               WHERE key_uses.used_at <= $4";
    let long_ago = at - SPACING;
    tx.run(sql, &[domain.into(), key.into(), at.into(), long_ago.into()]).await.map(drop)
}

/// When each key was last used, in whichever domain.
pub async fn last(tx: &mut Tx) -> Result<Vec<(Id, Timestamp)>, Error> {
    let sql = "SELECT key, MAX(used_at) FROM key_uses GROUP BY key";
    tx.all(sql, &[], |row| Ok((row.id(0)?, row.instant(1)?))).await
}

/// When each of these keys was last used, in whichever domain; those that never were are left out.
pub async fn last_of(tx: &mut Tx, keys: Vec<String>) -> Result<Vec<(Id, Timestamp)>, Error> {
    let sql = "SELECT key, MAX(used_at) FROM key_uses WHERE key = ANY($1) GROUP BY key";
    tx.all(sql, &[Value::List(keys)], |row| Ok((row.id(0)?, row.instant(1)?))).await
}
