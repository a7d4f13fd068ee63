//! Credentials of mobile workers.

use crate::{Error, Tx, Value};

/// The password hash, as a PHC string, of the active worker with this full, folded username.
pub async fn password_hash(
    tx: &mut Tx,
    domain: i64,
    username: &str,
) -> Result<Option<String>, Error> {
    let sql = "SELECT w.hash FROM usernames n \
               JOIN people p ON p.domain = n.domain AND p.id = n.person \
               JOIN person_passwords w ON w.domain = n.domain AND w.person = n.person \
               WHERE n.domain = $1 AND n.username = $2 AND p.state = 1";
    tx.maybe(sql, &[domain.into(), Value::sought(username)], |row| row.text(0)).await
}
