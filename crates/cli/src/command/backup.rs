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

use super::{Run, new_file::NewFile};

/// Where to.
#[derive(Debug, Args)]
#[command(after_help = "\
Everything in the store, as it was at one committed point; a server may go on writing meanwhile. The
backup is read back before it gets its name, and `roster restore` puts it into a store of either
engine. Whoever has the file has all people's data and the store's secret: keep it as you keep the
store.

Example:
  roster backup roster-$(date +%F).backup")]
pub(crate) struct Backup {
    /// The file to write
    file: PathBuf,
}

/// Does it.
pub(crate) async fn run(command: Backup, run: &Run) -> anyhow::Result<()> {
    let store = run.store().await?;
    let mut file = NewFile::beside(&command.file)?;
    let mut out = BufWriter::new(&mut file);
    let written = backup::write(&store, Environment::system().now(), &mut out).await?;
    drop(out);
    let read = backup::verify(BufReader::new(file.reopen()?))
        .context("the backup does not read back as it was written: is the disk sound?")?;
    if read != written {
        bail!("the backup does not read back as it was written: is the disk sound?");
    }
    file.keep()?;
    let plain = format!("{} rows of {} tables", written.rows(), written.tables.len());
    run.output.answer(plain, &document(&written))?;
    Ok(())
}

/// What is in a backup, for machines.
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
