//! Golden stores: the data and responses of each released version.
//!
//! `golden/make.py` creates the folder of a version at its release.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;
use serde_json::Value;

/// The data of a released version.
pub struct Golden {
    folder: PathBuf,
    manifest: Value,
}

/// The data of all released versions.
///
/// # Panics
///
/// When one cannot be read, or there is none.
pub fn all() -> Vec<Golden> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let entries = fs::read_dir(&folder).expect("the golden stores");
    let folders = entries.map(|entry| entry.expect("a golden store").path());
    let found: Vec<Golden> = folders.filter(|path| path.is_dir()).map(Golden::read).collect();
    assert!(!found.is_empty(), "no golden store in {}", folder.display());
    found
}

/// The transcript that a newer version must pass on each of them.
pub fn writes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/writes.http")
}

impl Golden {
    fn read(folder: PathBuf) -> Self {
        let manifest = fs::read(folder.join("made.json")).expect("the manifest is readable");
        let manifest = serde_json::from_slice(&manifest).expect("the manifest is JSON");
        Self { folder, manifest }
    }

    /// The time of its responses, in seconds since 1970.
    ///
    /// # Panics
    ///
    /// When it is missing.
    pub fn at(&self) -> i64 {
        self.manifest["at"].as_i64().expect("the manifest has a time")
    }

    /// The schema of the version: its number of migrations.
    ///
    /// # Panics
    ///
    /// When it is missing.
    pub fn schema(&self) -> usize {
        let schema = self.manifest["schema"].as_u64().expect("its schema");
        usize::try_from(schema).expect("a few migrations")
    }

    /// The initial variables of its transcript: keys and ids.
    pub fn variables(&self) -> Vec<(&str, &str)> {
        let variables = self.manifest["variables"].as_object().into_iter().flatten();
        variables.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?))).collect()
    }

    /// One of the variables.
    ///
    /// # Panics
    ///
    /// When it does not exist.
    pub fn variable(&self, name: &str) -> &str {
        self.manifest["variables"][name].as_str().expect("a variable of that name")
    }

    /// The transcript of its responses.
    pub fn answers(&self) -> PathBuf {
        self.folder.join("answers.http")
    }

    /// A backup of its store.
    pub fn backup(&self) -> PathBuf {
        self.folder.join("store.backup")
    }

    /// Writes its embedded store into `folder`.
    ///
    /// # Panics
    ///
    /// When it cannot be written.
    pub fn unpack_into(&self, folder: &Path) {
        fs::write(folder.join("roster.db"), self.unpacked("sqlite.db.gz")).expect("a store");
    }

    /// Runs the statements of its database in the empty one at `url`.
    ///
    /// # Panics
    ///
    /// When the server rejects one.
    pub async fn fill(&self, url: &str) {
        let statements = String::from_utf8(self.unpacked("postgres.sql.gz")).expect("UTF-8");
        let (client, connection) =
            tokio_postgres::connect(url, tokio_postgres::NoTls).await.expect("a server");
        tokio::spawn(connection);
        client.batch_execute(&statements).await.expect("its statements");
    }

    fn unpacked(&self, name: &str) -> Vec<u8> {
        let packed = fs::File::open(self.folder.join(name)).expect("a packed file");
        let mut content = Vec::new();
        GzDecoder::new(packed).read_to_end(&mut content).expect("a whole file");
        content
    }
}
