//! The secret of a store, from which its nodes derive shared keys.

use crate::{Error, Tx};

/// The store's secret, or `candidate` if there is none yet. Concurrent callers all get the same
/// one.
pub async fn find_or_keep(tx: &mut Tx, candidate: &str) -> Result<String, Error> {
    let sql = "INSERT INTO meta (name, value) VALUES ('secret', $1) ON CONFLICT (name) DO NOTHING";
    tx.run(sql, &[candidate.into()]).await?;
    tx.one("SELECT value FROM meta WHERE name = 'secret'", &[], |row| row.text(0)).await
}
