//! The network addresses from which web users have signed in.

use jiff::Timestamp;
use roster_model::Id;

use crate::{Error, Tx, Value};

/// Whether the web user has signed in from this address since an instant.
pub async fn contains(
    tx: &mut Tx,
    user: &Id,
    address: &str,
    since: Timestamp,
) -> Result<bool, Error> {
    let sql = "SELECT last_at FROM known_addresses \
               WHERE web_user = $1 AND address = $2 AND last_at >= $3";
    let values = [user.into(), Value::from(address), since.into()];
    Ok(tx.maybe(sql, &values, |row| row.int(0)).await?.is_some())
}

/// Records that the web user has signed in from this address.
pub async fn record(tx: &mut Tx, user: &Id, address: &str, at: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO known_addresses (web_user, address, last_at) VALUES ($1, $2, $3) \
               ON CONFLICT (web_user, address) DO UPDATE SET last_at = excluded.last_at";
    tx.run(sql, &[user.into(), address.into(), at.into()]).await.map(drop)
}

/// Forgets all addresses from which the web user has signed in.
pub async fn delete_all(tx: &mut Tx, user: &Id) -> Result<(), Error> {
    tx.run("DELETE FROM known_addresses WHERE web_user = $1", &[user.into()]).await.map(drop)
}
