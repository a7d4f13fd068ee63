//! Opening the database file, and how a connection is set.

use std::{
    fs::{DirBuilder, File},
    os::unix::fs::DirBuilderExt as _,
    path::{Path, PathBuf},
    time::Duration,
};

use rusqlite::{Connection, OpenFlags, config::DbConfig};

use super::{
    marker::{self, Remembered},
    private::make_private,
    timed::TimedConnection,
};
use crate::{
    error::{Error, ErrorKind},
    options::Options,
};

/// How long to wait for another process that writes.
const BUSY: Duration = Duration::from_secs(10);
/// Number of bytes of the file that a reader maps.
const READER_MAP: i64 = 256 << 20;
/// More than there are statements.
const STATEMENTS: usize = 256;

/// Makes `folder` and the database file in it as needed, and opens the connection that writes.
///
/// Unless `accepting`, the database must be the one that the marker remembers.
///
/// # Errors
/// [`ErrorKind::Unreachable`] when the folder or the file cannot be created or used;
/// [`ErrorKind::Corrupt`] when commits are missing.
pub(super) fn create(
    folder: &Path,
    options: &Options,
    accepting: bool,
) -> Result<(PathBuf, TimedConnection), Error> {
    refuse_defect(rusqlite::version_number())?;
    let lost = |error| {
        let text = format!("cannot use the folder {}", folder.display());
        Error::caused(ErrorKind::Unreachable, text, error)
    };
    DirBuilder::new().recursive(true).mode(0o700).create(folder).map_err(lost)?;
    make_private(folder)?;
    // Two that turn a new file to write-ahead logging at once fail rather than wait.
    let alone = File::open(folder).map_err(lost)?;
    alone.lock().map_err(lost)?;

    let file = folder.join("roster.db");
    let remembered = if accepting { None } else { Remembered::load(folder)? };
    if remembered.is_some() {
        marker::check_file(folder, &file)?;
    }
    let connection =
        open(&file, OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE)?;
    let mode = connection
        .pragma_update_and_check(None, "journal_mode", "wal", |row| row.get::<_, String>(0))?;
    if mode != "wal" {
        let text = format!("{} cannot have a write-ahead log", file.display());
        return Err(Error::new(ErrorKind::Unreachable, text));
    }
    // A commit returns when it is on the disk.
    connection.pragma_update(None, "synchronous", "full")?;
    connection.pragma_update(None, "foreign_keys", true)?;
    // The other half is for the readers.
    set_cache(&connection, options.page_cache / 2)?;
    // A page that many transactions change goes to the file once for all of them, if the log may
    // grow for a while: to 16 MiB,
    connection.pragma_update(None, "wal_autocheckpoint", 4_096)?;
    // to which it shrinks back after a large transaction.
    connection.pragma_update(None, "journal_size_limit", 16 << 20)?;
    if let Some(remembered) = remembered {
        remembered.check(folder, &connection)?;
    }
    Ok((file, TimedConnection::new(connection, options.statement_timeout)?))
}

/// Opens a connection that can only read, with this memory for pages.
pub(super) fn reader(
    file: &Path,
    limit: Option<Duration>,
    page_cache: u64,
) -> Result<TimedConnection, Error> {
    let connection = open(file, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    // After a commit a reader drops its cache, so pages are read from the map of the file, which
    // needs no copies. Beyond the map, and for the log, there is the cache.
    connection.pragma_update(None, "mmap_size", READER_MAP)?;
    set_cache(&connection, page_cache)?;
    TimedConnection::new(connection, limit)
}

/// Limits the memory for pages. SQLite counts in KiB, and needs some pages in any case.
fn set_cache(connection: &Connection, bytes: u64) -> Result<(), Error> {
    let kib = (bytes >> 10).max(256);
    Ok(connection.pragma_update(None, "cache_size", format!("-{kib}"))?)
}

fn open(file: &Path, flags: OpenFlags) -> Result<Connection, Error> {
    // One thread has a connection at a time, which the borrow checker sees to.
    let connection = Connection::open_with_flags(file, flags | OpenFlags::SQLITE_OPEN_NO_MUTEX)?;
    connection.busy_timeout(BUSY)?;
    connection.set_prepared_statement_cache_capacity(STATEMENTS);
    // A statement is planned once, not again for every value that a plan might depend on, as SQLite
    // otherwise does where there is a LIMIT or an index of a part of a table.
    connection.set_db_config(DbConfig::SQLITE_DBCONFIG_ENABLE_QPSG, true)?;
    connection.pragma_update(None, "temp_store", "memory")?;
    Ok(connection)
}

/// Refuses the versions of SQLite that can lose a commit when two connections reset the log at
/// once: 3.7.0 to 3.51.2, but for 3.44.6 and 3.50.7 and later of their lines.
/// See <https://sqlite.org/wal.html#walresetbug>.
fn refuse_defect(version: i32) -> Result<(), Error> {
    let affected = (3_007_000..=3_051_002).contains(&version);
    let mended =
        (3_044_006..3_045_000).contains(&version) || (3_050_007..3_051_000).contains(&version);
    if !affected || mended {
        return Ok(());
    }
    let text = format!(
        "SQLite {}.{}.{} can lose writes (its WAL-reset defect): use 3.51.3 or later",
        version / 1_000_000,
        version / 1_000 % 1_000,
        version % 1_000
    );
    Err(Error::new(ErrorKind::Other, text))
}

#[cfg(test)]
mod tests {
    use super::refuse_defect;

    #[test]
    fn versions_that_lose_writes_are_refused() {
        for version in [3_007_000, 3_044_005, 3_045_000, 3_050_006, 3_051_000, 3_051_002] {
            assert!(refuse_defect(version).is_err(), "{version}");
        }
        for version in [3_044_006, 3_050_007, 3_051_003, 3_054_001] {
            assert!(refuse_defect(version).is_ok(), "{version}");
        }
    }
}
