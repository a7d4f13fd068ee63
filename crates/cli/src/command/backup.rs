//! `roster backup`.

use std::{
    io::{BufReader, BufWriter},
    path::PathBuf,
};

use anyhow::{Context, bail};
use clap::Args;
use roster_directory::Environment;
use roster_store::backup::{self, Contents};
use serde_json::{Value, json};

use super::{Run, atomic_file::AtomicFile};

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
    file.keep()?;
    let plain = format!("{} rows of {} tables", written.rows(), written.tables.len());
    run.output.answer(plain, &document(&written))?;
    Ok(())
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
