//! The one secret of a store, from which its nodes derive the keys that they share.

use crate::{Error, Tx};

/// The store's secret; `candidate` becomes it when there is none yet. Of several who come at the
/// same time one wins, and all get that one.
pub async fn find_or_keep(tx: &mut Tx, candidate: &str) -> Result<String, Error> {
    let sql = "INSERT INTO meta (name, value) VALUES ('secret', $1) ON CONFLICT (name) DO NOTHING";
    tx.run(sql, &[candidate.into()]).await?;
    tx.one("SELECT value FROM meta WHERE name = 'secret'", &[], |row| row.text(0)).await
}
