//! Access to the data folder: for its owner only.

use std::{
    fs::{self, Permissions},
    io,
    os::unix::fs::PermissionsExt as _,
    path::Path,
};

use crate::error::{Error, ErrorKind};

/// The permission bits of the group and of others.
const SHARED: u32 = 0o077;
/// The permission bits of others.
const OTHERS: u32 = 0o007;

/// Removes the access of other users to the folder and the files of the store in it.
///
/// # Errors
/// [`ErrorKind::Unreachable`] when others can access the folder and this process cannot change that.
pub(super) fn make_private(folder: &Path) -> Result<(), Error> {
    restrict(folder).or_else(|(mode, error)| {
        if mode & OTHERS == 0 {
            // The folder belongs to another user, who shares it with a group.
            tracing::warn!(folder = %folder.display(), "the group has access to the data folder");
            return Ok(());
        }
        let text = format!(
            "other users can read the data folder {}: run `chmod 700` on it as its owner",
            folder.display()
        );
        Err(Error::caused(ErrorKind::Unreachable, text, error))
    })?;
    for name in ["roster.db", "roster.db-wal", "roster.db-shm", "roster.marker", "roster.digests"] {
        let file = folder.join(name);
        if file.exists() {
            // In a private folder, the mode of a file is a second line of defence.
            let _ = restrict(&file);
        }
    }
    Ok(())
}

/// Removes the shared permission bits. Fails with the mode of the file.
fn restrict(path: &Path) -> Result<(), (u32, io::Error)> {
    let metadata = fs::metadata(path).map_err(|error| (OTHERS, error))?;
    let mode = metadata.permissions().mode();
    if mode & SHARED == 0 {
        return Ok(());
    }
    fs::set_permissions(path, Permissions::from_mode(mode & 0o7777 & !SHARED))
        .map_err(|error| (mode, error))?;
    tracing::warn!(
        path = %path.display(),
        "other users had access to the data: access was removed"
    );
    Ok(())
}
