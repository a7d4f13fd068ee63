//! The last use of keys: apart from the keys, which are read often and written seldom.

use jiff::{SignedDuration, Timestamp};
use roster_model::Id;

use crate::{Error, Tx, Value};

/// The number that stands for no domain: uses outside of a domain, such as the list of the owner's
/// domains.
pub const NO_DOMAIN: i64 = 0;

/// Uses within this time are recorded once (as in the live service).
pub const SPACING: SignedDuration = SignedDuration::from_secs(30);

/// Records the use of a key in a domain, unless one was recorded less than [`SPACING`] ago.
pub async fn stamp(tx: &mut Tx, domain: i64, key: &Id, at: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO key_uses (domain, key, used_at) VALUES ($1, $2, $3) \
               ON CONFLICT (domain, key) DO UPDATE SET used_at = excluded.used_at \
               WHERE key_uses.used_at <= $4";
    let long_ago = at - SPACING;
    tx.run(sql, &[domain.into(), key.into(), at.into(), long_ago.into()]).await.map(drop)
}

/// The last use of these keys, in any domain; unused keys are left out.
pub async fn last_of(tx: &mut Tx, keys: Vec<String>) -> Result<Vec<(Id, Timestamp)>, Error> {
    let sql = "SELECT key, MAX(used_at) FROM key_uses WHERE key = ANY($1) GROUP BY key";
    tx.all(sql, &[Value::List(keys)], |row| Ok((row.id(0)?, row.instant(1)?))).await
}
