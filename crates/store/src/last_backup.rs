//! The last backup of the store, for operators who want to know how old it is.

use jiff::Timestamp;
use serde_json::{Value, json};

use crate::{Error, ErrorKind, Tx};

/// A backup that was written and read back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastBackup {
    /// The committed point that it has.
    pub at: Timestamp,
    /// The number of its rows.
    pub rows: u64,
    /// The size of the file in bytes.
    pub bytes: u64,
    /// The file, as the command or the server named it.
    pub file: String,
}

/// The last backup that was recorded.
pub async fn find(tx: &mut Tx) -> Result<Option<LastBackup>, Error> {
    let sql = "SELECT value FROM meta WHERE name = 'last_backup'";
    let Some(text) = tx.maybe(sql, &[], |row| row.text(0)).await? else { return Ok(None) };
    let invalid = || Error::new(ErrorKind::Corrupt, "the record of the last backup is invalid");
    parse(&text).ok_or_else(invalid).map(Some)
}

/// Records a backup.
pub async fn record(tx: &mut Tx, backup: &LastBackup) -> Result<(), Error> {
    let LastBackup { at, rows, bytes, file } = backup;
    let text = json!({ "at": at.to_string(), "rows": rows, "bytes": bytes, "file": file });
    let sql = "INSERT INTO meta (name, value) VALUES ('last_backup', $1) \
               ON CONFLICT (name) DO UPDATE SET value = excluded.value";
    tx.run(sql, &[text.to_string().into()]).await.map(drop)
}

fn parse(text: &str) -> Option<LastBackup> {
    let value: Value = serde_json::from_str(text).ok()?;
    Some(LastBackup {
        at: value["at"].as_str()?.parse().ok()?,
        rows: value["rows"].as_u64()?,
        bytes: value["bytes"].as_u64()?,
        file: value["file"].as_str()?.to_owned(),
    })
}
