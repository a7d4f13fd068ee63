//! A file that appears under its name only when it is complete.

use std::{
    fs::{self, File},
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use tempfile::NamedTempFile;

use crate::error::UsageError;

/// A file that is written under a temporary name, and renamed when it is on disk. Dropping it
/// earlier deletes it. Only its owner may read it.
pub(crate) struct AtomicFile {
    file: NamedTempFile,
    path: PathBuf,
    force: bool,
}

impl AtomicFile {
    /// Creates the temporary file beside `path`. `force` replaces a file that is there.
    ///
    /// # Errors
    ///
    /// [`UsageError`] if there is a file and `force` is not set; an error if the folder is not writable.
    pub(crate) fn beside(path: &Path, force: bool) -> anyhow::Result<Self> {
        if !force && fs::symlink_metadata(path).is_ok() {
            let text = format!("{} exists: choose another file, or add --force", path.display());
            return Err(UsageError(text).into());
        }
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let cannot = || format!("cannot write into {}", folder.display());
        let file = NamedTempFile::new_in(folder).with_context(cannot)?;
        Ok(Self { file, path: path.to_owned(), force })
    }

    /// Reopens the file, to read what was written.
    pub(crate) fn reopen(&self) -> io::Result<File> {
        self.file.reopen()
    }

    /// Renames the file, once it is on disk.
    pub(crate) fn keep(self) -> anyhow::Result<()> {
        let Self { file, path, force } = self;
        let cannot = || format!("cannot write {}", path.display());
        file.as_file().sync_all().with_context(cannot)?;
        let folder = file.path().parent().map(File::open);
        if force {
            file.persist(&path).with_context(cannot)?;
        } else {
            // Another process may have created the file meanwhile.
            file.persist_noclobber(&path).with_context(cannot)?;
        }
        // The name is durable when the folder is synced.
        folder.transpose()?.map_or(Ok(()), |folder| folder.sync_all()).with_context(cannot)
    }
}

impl Write for AtomicFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for AtomicFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
