//! The marker: a file beside the database that has the identity of the store and the number of its
//! last commit, so that a lost or cut database file, or write-ahead log, is noticed.
//!
//! The number is counted in the database with each commit, and written to the marker after it. The
//! marker is not synced: it may lag behind the database after a power loss, but it is never ahead.

use std::{
    fs::{self, File, OpenOptions},
    io,
    os::unix::fs::{FileExt as _, OpenOptionsExt as _},
    path::{Path, PathBuf},
};

use rusqlite::{Connection, OptionalExtension as _};

use super::page_digests::PageDigests;
use crate::{
    error::{Error, ErrorKind},
    store_identity::PREVIOUS,
};

/// The first word of the file.
const FORMAT: &str = "roster-store-1";

/// Counts a commit. Returns the count and the identity of the store, if it has one.
const COUNT: &str = "INSERT INTO meta (name, value) VALUES ('commits', '1') \
     ON CONFLICT (name) DO UPDATE SET value = CAST(CAST(meta.value AS INTEGER) + 1 AS TEXT) \
     RETURNING CAST(value AS INTEGER), (SELECT value FROM meta WHERE name = 'store_id')";

/// The identity of a store, and the number of commits.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Remembered {
    id: String,
    commits: i64,
}

/// The file, written after each commit.
pub(super) struct Marker {
    folder: PathBuf,
    file: Option<File>,
}

impl Remembered {
    /// Reads the marker of a folder; `None` if there is none.
    ///
    /// # Errors
    /// [`ErrorKind::Corrupt`] when the file is not a marker.
    pub(super) fn load(folder: &Path) -> Result<Option<Self>, Error> {
        let path = path(folder);
        let text = match fs::read_to_string(&path) {
            Ok(text) => text,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => {
                let text = format!("cannot read {}", path.display());
                return Err(Error::caused(ErrorKind::Unreachable, text, error));
            }
        };
        let words: Vec<&str> = text.split_whitespace().collect();
        match words.as_slice() {
            // Created, but not written yet.
            [] => Ok(None),
            [FORMAT, id, commits] => {
                let commits = commits.parse().map_err(|_| damaged(&path))?;
                Ok(Some(Self { id: (*id).to_owned(), commits }))
            }
            _ => Err(damaged(&path)),
        }
    }

    /// Checks that the database in `folder` is this store, with all of its commits.
    ///
    /// # Errors
    /// [`ErrorKind::Corrupt`] when it is not.
    pub(super) fn check(&self, folder: &Path, database: &Connection) -> Result<(), Error> {
        let value = |name: &str| -> Result<Option<String>, rusqlite::Error> {
            let sql = "SELECT value FROM meta WHERE name = ?1";
            database.query_row(sql, [name], |row| row.get(0)).optional()
        };
        // Without its tables, the database lost its first commits.
        let tables = "SELECT count(*) FROM sqlite_schema WHERE name = 'meta'";
        if database.query_row(tables, [], |row| row.get::<_, i64>(0))? == 0 {
            return Err(missing(folder));
        }
        let same = match value("store_id")? {
            Some(id) if id == self.id => {
                let commits = value("commits")?.and_then(|text| text.parse().ok()).unwrap_or(0);
                commits >= self.commits
            }
            // Restored since, and stopped before the marker was written.
            _ => value(PREVIOUS)?.is_some_and(|previous| previous == self.id),
        };
        if same { Ok(()) } else { Err(missing(folder)) }
    }
}

impl Marker {
    pub(super) fn new(folder: &Path) -> Self {
        Self { folder: folder.to_owned(), file: None }
    }

    /// Counts a commit in the open transaction. Returns what to remember once it is durable.
    pub(super) fn count(connection: &Connection) -> Result<Option<Remembered>, Error> {
        let mut statement = connection.prepare_cached(COUNT)?;
        let read = |row: &rusqlite::Row<'_>| Ok((row.get(0)?, row.get::<_, Option<String>>(1)?));
        let (commits, id) = statement.query_row([], read)?;
        Ok(id.map(|id| Remembered { id, commits }))
    }

    /// Writes the digests of all pages of the database, which no process changes meanwhile.
    ///
    /// # Errors
    /// [`ErrorKind::Unreachable`] when a file cannot be read or written.
    pub(super) fn note_digests(&self, connection: &Connection) -> Result<(), Error> {
        let page_size: u32 = connection.pragma_query_value(None, "page_size", |row| row.get(0))?;
        let commits = commits(connection)?;
        let digests = PageDigests::read(&self.database(), commits, page_size);
        digests.and_then(|digests| digests.save(&self.folder)).map_err(|error| {
            Error::caused(ErrorKind::Unreachable, "the page digests cannot be written", error)
        })
    }

    /// The numbers of the damaged pages, if the digests are those of the present commit.
    ///
    /// # Errors
    /// [`ErrorKind::Unreachable`] when a file cannot be read.
    pub(super) fn damaged_pages(&self, connection: &Connection) -> Result<Vec<usize>, Error> {
        let Some(digests) = PageDigests::load(&self.folder) else { return Ok(Vec::new()) };
        if digests.commits != commits(connection)? {
            return Ok(Vec::new());
        }
        digests.damaged(&self.database()).map_err(|error| {
            Error::caused(ErrorKind::Unreachable, "the database file cannot be read", error)
        })
    }

    fn database(&self) -> PathBuf {
        self.folder.join("roster.db")
    }

    /// Writes the marker. A failure is logged: the commit is durable without it.
    pub(super) fn write(&mut self, remembered: &Remembered) {
        if let Err(error) = self.try_write(remembered) {
            tracing::warn!(%error, path = %path(&self.folder).display(), "store marker not written");
        }
    }

    fn try_write(&mut self, remembered: &Remembered) -> io::Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            none => {
                let mut options = OpenOptions::new();
                options.write(true).create(true).truncate(false).mode(0o600);
                none.insert(options.open(path(&self.folder))?)
            }
        };
        // Always the same length, so that the write needs no truncation.
        let text = format!("{FORMAT} {} {:020}\n", remembered.id, remembered.commits);
        file.write_all_at(text.as_bytes(), 0)
    }
}

/// The number of commits in the database.
fn commits(connection: &Connection) -> Result<i64, Error> {
    let sql = "SELECT CAST(value AS INTEGER) FROM meta WHERE name = 'commits'";
    Ok(connection.query_row(sql, [], |row| row.get(0)).optional()?.unwrap_or(0))
}

/// Checks that the database file exists if the marker does: opening would create an empty one.
///
/// # Errors
/// [`ErrorKind::Corrupt`] when it does not.
pub(super) fn check_file(folder: &Path, database: &Path) -> Result<(), Error> {
    let is_filled = fs::metadata(database).is_ok_and(|file| file.len() > 0);
    if is_filled { Ok(()) } else { Err(missing(folder)) }
}

fn path(folder: &Path) -> PathBuf {
    folder.join("roster.marker")
}

fn missing(folder: &Path) -> Error {
    let folder = folder.display();
    let text = format!(
        "the store in {folder} is not as it was last used: the database file or its write-ahead log \
         was removed, cut, or replaced by an older one. Put back the missing files, or restore the \
         last backup into an empty folder. To continue with what is left: \
         `roster accept-store --data {folder}`"
    );
    Error::new(ErrorKind::Corrupt, text)
}

fn damaged(path: &Path) -> Error {
    let text = format!(
        "{} is damaged. `roster accept-store` writes it again, if the store is as it should be",
        path.display()
    );
    Error::new(ErrorKind::Corrupt, text)
}
