//! Golden stores: what each released version wrote, and what it answered, kept as it was.
//!
//! `golden/make.py` makes the folder of a version when that is released.

use std::{
    fs,
    io::Read as _,
    path::{Path, PathBuf},
};

use flate2::read::GzDecoder;
use serde_json::Value;

/// What a released version left.
pub struct Golden {
    folder: PathBuf,
    made: Value,
}

/// That of every version there is.
///
/// # Panics
/// When one cannot be read, or there is none.
pub fn all() -> Vec<Golden> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("golden");
    let entries = fs::read_dir(&folder).expect("the golden stores");
    let folders = entries.map(|entry| entry.expect("a golden store").path());
    let found: Vec<Golden> = folders.filter(|path| path.is_dir()).map(Golden::read).collect();
    assert!(!found.is_empty(), "no golden store in {}", folder.display());
    found
}

/// The transcript of what a newer version must be able to do to any of them.
pub fn writes() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("golden/writes.http")
}

impl Golden {
    fn read(folder: PathBuf) -> Self {
        let made = fs::read(folder.join("made.json")).expect("made.json");
        let made = serde_json::from_slice(&made).expect("JSON in made.json");
        Self { folder, made }
    }

    /// When its answers were given, in seconds since 1970.
    ///
    /// # Panics
    /// When it does not say.
    pub fn at(&self) -> i64 {
        self.made["at"].as_i64().expect("when it was made")
    }

    /// The schema that the version had: how many migrations.
    ///
    /// # Panics
    /// When it does not say.
    pub fn schema(&self) -> usize {
        let schema = self.made["schema"].as_u64().expect("its schema");
        usize::try_from(schema).expect("a few migrations")
    }

    /// What its transcript knows from the start: keys, and the ids of what is in it.
    pub fn variables(&self) -> Vec<(&str, &str)> {
        let variables = self.made["variables"].as_object().into_iter().flatten();
        variables.filter_map(|(name, value)| Some((name.as_str(), value.as_str()?))).collect()
    }

    /// One of them.
    ///
    /// # Panics
    /// When it is none.
    pub fn variable(&self, name: &str) -> &str {
        self.made["variables"][name].as_str().expect("a variable of that name")
    }

    /// The transcript of what it answered.
    pub fn answers(&self) -> PathBuf {
        self.folder.join("answers.http")
    }

    /// A backup of it.
    pub fn backup(&self) -> PathBuf {
        self.folder.join("store.backup")
    }

    /// Puts its embedded store into `folder`.
    ///
    /// # Panics
    /// When it cannot be written.
    pub fn unpack_into(&self, folder: &Path) {
        fs::write(folder.join("roster.db"), self.unpacked("sqlite.db.gz")).expect("a store");
    }

    /// Runs the statements that make its database in the empty one at `url`.
    ///
    /// # Panics
    /// When the server refuses one.
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
