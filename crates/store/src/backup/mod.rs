//! Backups: everything in a store at one committed point, in one file, which restores into a store
//! of either engine.
//!
//! A file is a line that tells its format, one gzip stream of JSON lines, and the SHA-256 of all
//! that in 32 bytes. Of the lines the first tells of the whole; each table has one with its name
//! and columns, and one for each row, an array of values; the last counts. Neither writing nor
//! reading one takes memory that grows with it.

mod copy;
mod read;
mod restore;
mod sealed;
mod tables;
mod write;

use jiff::Timestamp;
use serde::{Deserialize, Serialize};

pub use copy::{Copied, copy};
pub use read::verify;
pub use restore::restore;
pub use write::write;

use crate::{Error, ErrorKind};

/// The first line of a file: the format, which a later one may change.
const MARK: &[u8] = b"roster-backup 1\n";

/// What is in a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Contents {
    /// The schema of the store that was backed up.
    pub schema: i64,
    /// Its engine.
    pub engine: String,
    /// When.
    pub at: Timestamp,
    /// The tables, and how many rows each has.
    pub tables: Vec<(String, u64)>,
}

impl Contents {
    /// How many rows there are in all.
    pub fn rows(&self) -> u64 {
        self.tables.iter().map(|(_, rows)| rows).sum()
    }
}

/// A line that is no row.
#[derive(Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
enum Line {
    /// Of the whole.
    Backup { schema: i64, engine: String, at: String },
    /// Of the rows that follow.
    Table { name: String, columns: Vec<String> },
    /// Of all tables before: how many, and how many rows.
    End { tables: usize, rows: u64 },
}

/// What a failure of reading or writing a file means.
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
