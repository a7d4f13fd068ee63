//! A file that is there as a whole or not at all.

use std::{
    fs::File,
    io::{self, Seek, SeekFrom, Write},
    path::{Path, PathBuf},
};

use anyhow::Context;
use tempfile::NamedTempFile;

/// A file that is written under another name, and takes its own when it is on the disk. Dropped
/// before, it leaves nothing. Only its owner may read it.
pub(crate) struct NewFile {
    file: NamedTempFile,
    path: PathBuf,
}

impl NewFile {
    /// Begins the file that will be at `path`.
    pub(crate) fn beside(path: &Path) -> anyhow::Result<Self> {
        let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty());
        let folder = folder.unwrap_or(Path::new("."));
        let cannot = || format!("cannot write into {}", folder.display());
        let file = NamedTempFile::new_in(folder).with_context(cannot)?;
        Ok(Self { file, path: path.to_owned() })
    }

    /// The file, to read what was written.
    pub(crate) fn reopen(&self) -> io::Result<File> {
        self.file.reopen()
    }

    /// Gives the file its name, once it is on the disk.
    pub(crate) fn keep(self) -> anyhow::Result<()> {
        let Self { file, path } = self;
        let cannot = || format!("cannot write {}", path.display());
        file.as_file().sync_all().with_context(cannot)?;
        let folder = file.path().parent().map(File::open);
        file.persist(&path).with_context(cannot)?;
        // The name is on the disk when the folder is.
        folder.transpose()?.map_or(Ok(()), |folder| folder.sync_all()).with_context(cannot)
    }
}

impl Write for NewFile {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Seek for NewFile {
    fn seek(&mut self, to: SeekFrom) -> io::Result<u64> {
        self.file.seek(to)
    }
}
