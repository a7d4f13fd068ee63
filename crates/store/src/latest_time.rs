//! The latest time that a process of the store has seen, so that time does not go back when a clock
//! is set back and the process restarts.

use jiff::Timestamp;

use crate::{Error, Tx};

/// The latest recorded time.
pub async fn find(tx: &mut Tx) -> Result<Option<Timestamp>, Error> {
    let sql = "SELECT CAST(value AS BIGINT) FROM meta WHERE name = 'latest_time'";
    tx.maybe(sql, &[], |row| row.instant(0)).await
}

/// Records a time, unless a later one is recorded.
pub async fn record(tx: &mut Tx, at: Timestamp) -> Result<(), Error> {
    let sql = "INSERT INTO meta (name, value) VALUES ('latest_time', $1) \
               ON CONFLICT (name) DO UPDATE SET value = excluded.value \
               WHERE CAST(meta.value AS BIGINT) < CAST(excluded.value AS BIGINT)";
    tx.run(sql, &[at.as_microsecond().to_string().into()]).await.map(drop)
}
