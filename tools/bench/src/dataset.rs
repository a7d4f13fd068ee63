//! The data set: created once through the directory, kept, and copied for each run, so that every
//! run measures the same.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::ensure;
use roster_store::{Backend, Store, backup};
use serde::{Deserialize, Serialize};

use crate::{people, postgres::Postgres, report::progress};

/// The domain.
pub(crate) const DOMAIN: &str = "bench";
/// A second, nearly empty domain.
pub(crate) const NEIGHBOUR: &str = "neighbour";

/// A data set on disk, and the values that the requests need.
#[derive(Serialize, Deserialize)]
pub(crate) struct Dataset {
    /// Number of workers.
    pub(crate) people: u64,
    /// The `Authorization` header for the domain.
    pub(crate) key: String,
    /// The `Authorization` header for the second domain.
    pub(crate) neighbours_key: String,
    /// Ids of workers from all parts of the list.
    pub(crate) ids: Vec<String>,
    /// Their bare usernames.
    pub(crate) names: Vec<String>,
    /// Their e-mail addresses.
    pub(crate) emails: Vec<String>,
    /// Ids of groups.
    pub(crate) groups: Vec<String>,
    /// Ids of locations.
    pub(crate) places: Vec<String>,
    /// An instant after which few workers changed.
    pub(crate) late: String,
}

impl Dataset {
    /// Phone numbers of the workers with [`Dataset::names`], without the plus sign.
    pub(crate) fn phones(&self) -> impl Iterator<Item = String> {
        let numbers = self.names.iter().filter_map(|name| name.rsplit('.').next()?.parse().ok());
        numbers.map(|number| people::facts(number).phone.trim_start_matches('+').to_owned())
    }
}

/// The folder of the data set with this number of people.
pub(crate) fn folder(people: u64) -> PathBuf {
    Path::new("target/bench").join(people.to_string())
}

/// The data set in the embedded store, created if it is missing.
pub(crate) async fn prepare(people: u64) -> anyhow::Result<Dataset> {
    let (kept, notes) = (kept(people), folder(people).join("notes.json"));
    if let Some(set) = fs::read(&notes).ok().and_then(|text| serde_json::from_slice(&text).ok()) {
        // Migrates an older schema, which is not part of the measurement.
        Store::open(&Backend::Embedded(kept)).await?;
        return Ok(set);
    }
    progress(&format!("making {people} workers, which is done once"));
    let begun = Instant::now();
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    fs::create_dir_all(&kept)?;
    let set = people::create_all(people, &Backend::Embedded(kept)).await?;
    fs::write(&notes, serde_json::to_vec(&set)?)?;
    progress(&format!("created in {:.0} s", begun.elapsed().as_secs_f64()));
    Ok(set)
}

/// A copy of the data set in its own folder, for a run to write into.
pub(crate) fn fresh_copy(people: u64) -> anyhow::Result<PathBuf> {
    let copy = folder(people).join("run");
    if copy.exists() {
        fs::remove_dir_all(&copy)?;
    }
    let copied =
        Command::new("cp").args(["-a", "--reflink=auto"]).arg(kept(people)).arg(&copy).status()?;
    ensure!(copied.success(), "no copy of {}", kept(people).display());
    Ok(copy)
}

/// Fills an empty database with the data set. A filled database is assumed to have it.
pub(crate) async fn fill(people: u64, postgres: &Postgres, database: &str) -> anyhow::Result<()> {
    let url = postgres.url(database);
    let options = roster_store::Options {
        patience: None,
        statement_timeout: None,
        ..roster_store::Options::default()
    };
    let target = Store::open_with(&Backend::Postgres(url), &options).await?;
    let mut tx = target.read().await?;
    let filled = !roster_store::domains::list(&mut tx).await?.is_empty();
    drop(tx);
    if !filled {
        progress(&format!("copying {people} workers into PostgreSQL, which is done once"));
        let source = Store::open(&Backend::Embedded(kept(people))).await?;
        backup::copy(&source, &target).await?;
        postgres.order(database, "VACUUM ANALYZE")?;
    }
    Ok(())
}

fn kept(people: u64) -> PathBuf {
    folder(people).join("kept")
}
