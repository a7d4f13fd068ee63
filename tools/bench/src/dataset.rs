//! The people that are asked for: made once through the directory, kept, and measured as a copy, so
//! that every run finds the same.

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};

use anyhow::ensure;
use roster_store::{Backend, Store, backup};
use serde::{Deserialize, Serialize};

use crate::{people, postgres::Postgres, report::tell};

/// The domain.
pub(crate) const DOMAIN: &str = "bench";
/// Another one beside it, nearly empty.
pub(crate) const NEIGHBOUR: &str = "neighbour";

/// A data set on disk, and what one must know to ask for it.
#[derive(Serialize, Deserialize)]
pub(crate) struct Dataset {
    /// How many workers.
    pub(crate) people: u64,
    /// The `Authorization` header for the domain,
    pub(crate) key: String,
    /// and for its neighbour.
    pub(crate) neighbours_key: String,
    /// Identities of workers from anywhere.
    pub(crate) ids: Vec<String>,
    /// Their bare usernames.
    pub(crate) names: Vec<String>,
    /// Groups.
    pub(crate) groups: Vec<String>,
    /// Places.
    pub(crate) places: Vec<String>,
    /// An instant since which few have changed.
    pub(crate) late: String,
}

/// The folder for everything about so many people.
pub(crate) fn folder(people: u64) -> PathBuf {
    Path::new("target/bench").join(people.to_string())
}

/// The data set with so many people in the embedded store, made unless it is there.
pub(crate) async fn prepare(people: u64) -> anyhow::Result<Dataset> {
    let (kept, notes) = (kept(people), folder(people).join("notes.json"));
    if let Some(set) = fs::read(&notes).ok().and_then(|text| serde_json::from_slice(&text).ok()) {
        // Brings an older schema up to date, which is not to be measured.
        Store::open(&Backend::Embedded(kept)).await?;
        return Ok(set);
    }
    tell(&format!("making {people} workers, which is done once"));
    let begun = Instant::now();
    if kept.exists() {
        fs::remove_dir_all(&kept)?;
    }
    fs::create_dir_all(&kept)?;
    let set = people::make_all(people, &Backend::Embedded(kept)).await?;
    fs::write(&notes, serde_json::to_vec(&set)?)?;
    tell(&format!("made in {:.0} s", begun.elapsed().as_secs_f64()));
    Ok(set)
}

/// A copy of the data set in a folder of its own, for a run to write into.
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

/// Fills an empty database with the data set; one that is filled is taken for what it was filled
/// with before.
pub(crate) async fn fill(people: u64, postgres: &Postgres, database: &str) -> anyhow::Result<()> {
    let url = postgres.url(database);
    let options = roster_store::Options { patience: None, ..roster_store::Options::default() };
    let target = Store::open_with(&Backend::Postgres(url), &options).await?;
    let mut tx = target.read().await?;
    let filled = !roster_store::domains::list(&mut tx).await?.is_empty();
    drop(tx);
    if !filled {
        tell(&format!("copying {people} workers into PostgreSQL, which is done once"));
        let source = Store::open(&Backend::Embedded(kept(people))).await?;
        backup::copy(&source, &target).await?;
        postgres.order(database, "VACUUM ANALYZE")?;
    }
    Ok(())
}

fn kept(people: u64) -> PathBuf {
    folder(people).join("kept")
}
