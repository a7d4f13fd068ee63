//! `roster backup`.

use std::{
    io::{BufReader, BufWriter},
    path::{Path, PathBuf},
};

use anyhow::{Context, bail};
use clap::Args;
use roster_directory::Environment;
use roster_store::{
    Store,
    backup::{self, Contents},
    last_backup::{self, LastBackup},
};
use serde_json::{Value, json};

use super::{Run, atomic_file::AtomicFile};
use crate::output::status;

/// Options of `backup`.
#[derive(Debug, Args)]
#[command(after_help = "\
Backs up the whole store as of one committed point; a server may keep writing. The backup is read back
before it gets its name, and `roster restore` restores it into a store of either engine. The file
contains all personal data and the store's secret: protect it like the store.

Example:
  roster backup roster-$(date +%F).backup")]
pub(crate) struct Backup {
    /// The file to write
    file: PathBuf,
    /// Replace the file if it exists
    #[arg(long)]
    force: bool,
}

/// Runs the command.
pub(crate) async fn run(command: Backup, run: &Run) -> anyhow::Result<()> {
    let mut file = AtomicFile::beside(&command.file, command.force)?;
    let store = run.store().await?;
    let mut out = BufWriter::new(&mut file);
    let written = backup::write(&store, Environment::system().now(), &mut out).await?;
    drop(out);
    let read = backup::verify(BufReader::new(file.reopen()?))
        .context("the backup cannot be read back: check the disk")?;
    if read != written {
        bail!("the backup cannot be read back: check the disk");
    }
    let bytes = file.reopen()?.metadata()?.len();
    file.keep()?;
    if let Err(error) = record(&store, &written, bytes, &command.file).await {
        status(format_args!(
            "the backup is complete, but the status page will not show it: {error}"
        ));
    }
    let plain = format!("{} rows of {} tables", written.rows(), written.tables.len());
    run.output.answer(plain, &document(&written))?;
    Ok(())
}

/// Records the backup for the status page of the console.
async fn record(
    store: &Store,
    written: &Contents,
    bytes: u64,
    file: &Path,
) -> Result<(), roster_store::Error> {
    let backup = LastBackup {
        at: written.at,
        rows: written.rows(),
        bytes,
        file: file.display().to_string(),
    };
    let mut tx = store.write().await?;
    last_backup::record(&mut tx, &backup).await?;
    tx.commit().await
}

/// The contents of a backup as JSON.
pub(super) fn document(contents: &Contents) -> Value {
    let tables: serde_json::Map<String, Value> =
        contents.tables.iter().map(|(name, rows)| (name.clone(), json!(rows))).collect();
    json!({
        "at": contents.at.to_string(),
        "engine": contents.engine,
        "schema": contents.schema,
        "rows": contents.rows(),
        "tables": tables,
    })
}
