//! Backups that operators start in the console: files in one folder of this server.

use std::{
    fs::{self, File},
    io,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError},
};

use jiff::Timestamp;
use roster_directory::Operations;
use roster_model::Error;
use tempfile::NamedTempFile;

/// The beginning and the end of the names of the files.
const NAME: (&str, &str) = ("roster-", ".backup");

/// The backups of this server. Cheap to clone.
#[derive(Clone, Debug, Default)]
pub(crate) struct Backups {
    folders: Arc<Folders>,
    state: Arc<Mutex<BackupState>>,
}

/// Where this server stores files.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    /// The folder for backups; `None` disables them.
    pub backups: Option<PathBuf>,
    /// The folder of an embedded store.
    pub data: Option<PathBuf>,
}

/// What became of the last backup that was started.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) enum BackupState {
    /// None was started, or the last one is complete.
    #[default]
    Idle,
    /// It is being written since this time.
    Running(Timestamp),
    /// It failed.
    Failed(String),
}

/// A complete backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct BackupFile {
    /// The name of the file.
    pub(crate) name: String,
    /// Its size in bytes.
    pub(crate) bytes: u64,
}

/// The room on the disk of a folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct DiskSpace {
    /// The bytes that are free for this process.
    pub(crate) free: u64,
    /// All bytes.
    pub(crate) total: u64,
}

impl Backups {
    /// Creates the backups in these folders.
    pub(crate) fn new(folders: Folders) -> Self {
        Self { folders: Arc::new(folders), state: Arc::default() }
    }

    /// The folder for backups.
    pub(crate) fn folder(&self) -> Option<&Path> {
        self.folders.backups.as_deref()
    }

    /// What became of the last backup that was started on this server.
    pub(crate) fn state(&self) -> BackupState {
        self.state.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Starts a backup in the background, unless one is running.
    pub(crate) fn start(&self, operations: Operations, now: Timestamp) {
        {
            let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
            if matches!(*state, BackupState::Running(_)) {
                return;
            }
            *state = BackupState::Running(now);
        }
        let backups = self.clone();
        tokio::spawn(async move {
            let ended = match backups.write(&operations, now).await {
                Ok(()) => BackupState::Idle,
                Err(error) => {
                    tracing::error!(%error, "backup failed");
                    BackupState::Failed(reason(&error))
                }
            };
            *backups.state.lock().unwrap_or_else(PoisonError::into_inner) = ended;
        });
    }

    /// Writes a backup under a temporary name, and renames it when it is complete.
    async fn write(&self, operations: &Operations, now: Timestamp) -> Result<(), Error> {
        let folder = self.folder().ok_or(Error::not_found("folder for backups"))?;
        fs::create_dir_all(folder).map_err(internal)?;
        // Only the owner of the process may read it.
        let file = NamedTempFile::new_in(folder).map_err(internal)?;
        let name = format!("{}{}{}", NAME.0, now.strftime("%Y%m%dT%H%M%SZ"), NAME.1);
        let written = file.reopen().map_err(internal)?;
        let keep = || {
            file.persist(folder.join(&name))?;
            File::open(folder)?.sync_all()
        };
        operations.back_up(written, &name, keep).await.map(drop)
    }

    /// The complete backups, the newest first.
    ///
    /// # Errors
    /// [`Error::Internal`] when the folder cannot be read.
    pub(crate) fn list(&self) -> Result<Vec<BackupFile>, Error> {
        let Some(folder) = self.folder() else { return Ok(Vec::new()) };
        let entries = match fs::read_dir(folder) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            entries => entries.map_err(internal)?,
        };
        let mut files = Vec::new();
        for entry in entries {
            let entry = entry.map_err(internal)?;
            let Ok(name) = entry.file_name().into_string() else { continue };
            if is_backup(&name) {
                let bytes = entry.metadata().map_err(internal)?.len();
                files.push(BackupFile { name, bytes });
            }
        }
        files.sort_unstable_by(|a, b| b.name.cmp(&a.name));
        Ok(files)
    }

    /// Opens a backup.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(crate) fn open(&self, name: &str) -> Result<File, Error> {
        File::open(self.path(name)?).map_err(missing_or_internal)
    }

    /// Deletes a backup.
    ///
    /// # Errors
    /// [`Error::NotFound`].
    pub(crate) fn delete(&self, name: &str) -> Result<(), Error> {
        fs::remove_file(self.path(name)?).map_err(missing_or_internal)
    }

    /// The path of a backup. A name is only that of a file in the folder.
    fn path(&self, name: &str) -> Result<PathBuf, Error> {
        let folder = self.folder().filter(|_| is_backup(name));
        Ok(folder.ok_or_else(missing)?.join(name))
    }

    /// The room on the disk of the store; `None` where the store is not on this machine.
    pub(crate) fn data_disk(&self) -> Option<DiskSpace> {
        self.folders.data.as_deref().and_then(disk_space)
    }

    /// The room on the disk of the backups.
    pub(crate) fn backup_disk(&self) -> Option<DiskSpace> {
        // The folder is created with the first backup.
        self.folder()?.ancestors().find(|folder| folder.is_dir()).and_then(disk_space)
    }
}

/// Whether the file is a complete backup by its name, which cannot lead out of the folder.
fn is_backup(name: &str) -> bool {
    let middle = name.strip_prefix(NAME.0).and_then(|rest| rest.strip_suffix(NAME.1));
    middle.is_some_and(|middle| {
        !middle.is_empty() && middle.bytes().all(|byte| byte.is_ascii_alphanumeric())
    })
}

fn disk_space(folder: &Path) -> Option<DiskSpace> {
    let folder = if folder.as_os_str().is_empty() { Path::new(".") } else { folder };
    let disk = rustix::fs::statvfs(folder).ok()?;
    Some(DiskSpace {
        free: disk.f_bavail.saturating_mul(disk.f_frsize),
        total: disk.f_blocks.saturating_mul(disk.f_frsize),
    })
}

/// What an operator reads about a failed backup.
fn reason(error: &Error) -> String {
    match error {
        Error::Internal(cause) => cause.to_string(),
        error => error.to_string(),
    }
}

fn internal(error: io::Error) -> Error {
    Error::Internal(Box::new(error))
}

fn missing() -> Error {
    Error::not_found("backup")
}

fn missing_or_internal(error: io::Error) -> Error {
    if error.kind() == io::ErrorKind::NotFound { missing() } else { internal(error) }
}

#[cfg(test)]
mod tests {
    use super::is_backup;

    #[test]
    fn only_names_of_backups_are_paths() {
        assert!(is_backup("roster-20261129T154616Z.backup"));
        for name in
            ["", "roster-.backup", "roster-../x.backup", "roster-a/b.backup", "other.backup"]
        {
            assert!(!is_backup(name), "{name}");
        }
    }
}
