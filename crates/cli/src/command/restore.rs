//! `roster restore`.

use std::{fs::File, io::BufReader, path::PathBuf};

use anyhow::Context;
use clap::Args;
use roster_store::backup;

use super::{Run, backup::document};

/// Options of `restore`.
#[derive(Debug, Args)]
#[command(after_help = "\
Restores a backup into an empty store of either engine, all or nothing. The backup is read to its end
before anything is written. No server may run on the store meanwhile.

Example:
  roster restore roster-2026-11-21.backup --data ./restored")]
pub(crate) struct Restore {
    /// The backup
    file: PathBuf,
}

/// Runs the command.
pub(crate) async fn run(command: Restore, run: &Run) -> anyhow::Result<()> {
    let path = command.file;
    let file = File::open(&path).with_context(|| format!("cannot open {}", path.display()))?;
    let store = run.store().await?;
    let contents = backup::restore(&store, BufReader::new(file)).await?;
    let plain = format!("{} rows of {} tables", contents.rows(), contents.tables.len());
    run.output.answer(plain, &document(&contents))?;
    Ok(())
}
