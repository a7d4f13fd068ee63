//! The file with one-time links to set passwords.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use roster_directory::HqImport;
use roster_model::ExposeSecret as _;

use crate::error::UsageError;

/// A file that does not exist yet.
pub(crate) struct LinksFile {
    path: PathBuf,
    address: String,
}

impl LinksFile {
    /// A file at `path`, with links to the server at `address`.
    ///
    /// # Errors
    ///
    /// [`UsageError`] if the file exists: it may have links that are not sent yet.
    pub(crate) fn at(path: &Path, address: &str) -> Result<Self, UsageError> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(UsageError(format!("{} exists: choose another file", path.display())));
        }
        let address = address.trim_end_matches('/').to_owned();
        Ok(Self { path: path.to_owned(), address })
    }

    /// Creates a link for every imported worker without a password and writes them as
    /// `username,link`. Only the owner may read the file. Returns their number.
    ///
    /// # Errors
    ///
    /// If the file cannot be written; new links can be created then.
    pub(crate) async fn write(&self, hq_import: &HqImport<'_>) -> anyhow::Result<usize> {
        let shown = self.path.display();
        let mut file = create(&self.path).with_context(|| format!("{shown} cannot be created"))?;
        let links = hq_import.password_links().await?;
        let mut text = String::from("username,link\r\n");
        for link in &links {
            let (name, token) = (&link.username, link.token.expose_secret());
            let _ = write!(text, "{name},{}/set-password/{token}\r\n", self.address);
        }
        let written = file.write_all(text.as_bytes()).and_then(|()| file.sync_all());
        written.with_context(|| format!("{shown} cannot be written"))?;
        Ok(links.len())
    }
}

#[cfg(unix)]
fn create(path: &Path) -> std::io::Result<File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    File::options().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(not(unix))]
fn create(path: &Path) -> std::io::Result<File> {
    File::options().write(true).create_new(true).open(path)
}
