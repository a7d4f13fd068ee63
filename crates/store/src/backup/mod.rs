//! Backups: all data of a store as of one committed point, in one file, which can be restored into a
//! store of either engine.
//!
//! A file is a line with its format, one gzip stream of JSON lines, and the SHA-256 of both in 32
//! bytes. The first JSON line describes the whole backup; each table has a line with its name and
//! columns, followed by one array of values per row; the last line has the totals. Writing and
//! reading need constant memory.

mod copy;
mod read;
mod restore;
mod sealed;
pub(crate) mod tables;
mod write;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use copy::{Copied, copy};
pub use read::verify;
pub use restore::restore;
pub use write::write;

use crate::{Error, ErrorKind};

/// The first line of a file: its format.
const MARK: &[u8] = b"roster-backup 1\n";

/// The contents of a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The schema of the store.
    pub schema: i64,
    /// The engine of the store.
    pub engine: String,
    /// The time of the backup.
    pub at: Timestamp,
    /// The tables and their numbers of rows.
    pub tables: Vec<(String, u64)>,
}

impl Contents {
    /// The number of rows in all tables.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

/// A line that is not a row.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    /// The whole backup.
    Backup { schema: i64, engine: String, at: String },
    /// The table of the following rows.
    Table { name: String, columns: Vec<String> },
    /// The end, with the totals.
    End { tables: usize, rows: u64 },
}

/// Converts an I/O error of the file.
fn file_error(error: std::io::Error) -> Error {
    let kind = match error.kind() {
        std::io::ErrorKind::StorageFull | std::io::ErrorKind::QuotaExceeded => ErrorKind::Full,
        std::io::ErrorKind::InvalidData
        | std::io::ErrorKind::InvalidInput
        | std::io::ErrorKind::UnexpectedEof => return damaged(),
        _ => ErrorKind::Other,
    };
    Error::caused(kind, "the backup cannot be read or written", error)
}

fn damaged() -> Error {
    Error::new(ErrorKind::Corrupt, "the backup is damaged or cut off: it is not as it was written")
}
