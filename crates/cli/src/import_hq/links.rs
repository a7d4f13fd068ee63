//! The file with one-time links by which people set the passwords that could not come.

use std::{
    fmt::Write as _,
    fs::{self, File},
    io::Write as _,
    path::{Path, PathBuf},
};

use anyhow::Context as _;
use roster_directory::HqImport;
use roster_model::ExposeSecret as _;

use crate::refusal::Misuse;

/// A file that is not there yet.
pub(crate) struct LinksFile {
    path: PathBuf,
    address: String,
}

impl LinksFile {
    /// A file at `path`, with links to the server at `address`.
    ///
    /// # Errors
    /// [`Misuse`] when there is a file already: it may hold links that are still to be sent.
    pub(crate) fn at(path: &Path, address: &str) -> Result<Self, Misuse> {
        if fs::symlink_metadata(path).is_ok() {
            return Err(Misuse(format!("{} is there already: name another file", path.display())));
        }
        let address = address.trim_end_matches('/').to_owned();
        Ok(Self { path: path.to_owned(), address })
    }

    /// Makes a link for everybody who came and has no password, and writes them, `username,link`,
    /// for nobody else to read. Tells how many.
    ///
    /// # Errors
    /// When the file cannot be written; new links can be made then.
    pub(crate) async fn write(&self, hq_import: &HqImport<'_>) -> anyhow::Result<usize> {
        let shown = self.path.display();
        let mut file = create(&self.path).with_context(|| format!("{shown} cannot be made"))?;
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
